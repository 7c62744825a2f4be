# R's side of bench.py: the same design, calibration and estimates; one job a process. Rscript bench.R FILE JOB
suppressPackageStartupMessages({library(survey); library(jsonlite)})
given <- commandArgs(TRUE)
base <- sub("[.]parquet$", "", given[1])
rows <- read.csv(paste0(base, ".csv"))
margins <- read.csv(paste0(base, ".margins.csv"))
variables <- c("gender", "age_group", "education", "sector", "size")
plain <- rows$education
for (v in c("stratum", variables)) rows[[v]] <- factor(rows[[v]])
formula <- ~ stratum * (gender + age_group + education + sector + size)
cells <- unique(rows[c("stratum", variables)])
totals <- sapply(colnames(model.matrix(formula, cells)), function(name) {
  parts <- strsplit(name, ":")[[1]]
  stratum <- sub("^stratum", "", grep("^stratum", parts, value = TRUE))
  rest <- grep("^stratum|Intercept", parts, value = TRUE, invert = TRUE)
  chosen <- if (length(stratum)) margins$stratum == stratum else TRUE
  if (length(rest)) {
    variable <- sub("[0-9]+$", "", rest)
    chosen <- chosen & margins$variable == variable & margins$category == sub(variable, "", rest)
  } else {
    chosen <- chosen & margins$variable == "gender"
  }
  sum(margins$total[chosen])
})
design <- svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~population_size, data = rows)
design <- calibrate(design, formula, totals, calfun = "raking", epsilon = 1e-12, maxit = 100)
n <- function(x) unname(as.numeric(x))
fitted_terms <- function(fit) c(n(coef(fit)), n(SE(fit)))
design$variables$level <- plain
figures <- switch(given[2],
  # The sum of the squared g-weights, once for each cell that has them, says whether the weights agree.
  calibrate = c(sum(weights(design)), {
    key <- do.call(paste, rows[c("stratum", variables)])
    first <- !duplicated(key)
    sum((weights(design)[first] / rows$weight[first])^2)
  }),
  shares = unlist(lapply(0:10, function(i) {
    design$variables$q <- factor(design$variables[[paste0("q", i)]])
    found <- svyby(~q, ~gender, design, svymean)
    c(t(matrix(n(coef(found)), nrow = 2)), t(matrix(n(unlist(SE(found))), nrow = 2)))
  })),
  ttest = { found <- svyttest(y ~ gender, design); c(n(found$estimate), n(found$estimate / found$statistic)) },
  regression = fitted_terms(svyglm(
    as.formula(paste("y ~", paste0("x", 0:8, collapse = " + "), "+ gender + age_group + level")), design)),
  logistic = fitted_terms(svyglm(
    as.formula(paste("b ~", paste0("x", 0:3, collapse = " + "), "+ gender + level")), design,
    family = quasibinomial, epsilon = 1e-14))
)
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(toJSON(list(figures = figures, peak = peak), digits = 15, auto_unbox = TRUE))
