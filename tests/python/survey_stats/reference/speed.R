# R's side of speed.py: the same design, calibration and estimates.
suppressPackageStartupMessages(library(survey))
base <- commandArgs(TRUE)[1]
rows <- read.csv(paste0(base, ".csv"))
margins <- read.csv(paste0(base, ".margins.csv"))
for (v in c("gender", "age_group", "education")) rows[[v]] <- factor(rows[[v]])
rows$stratum <- factor(rows$stratum)
steps <- c()
timed <- function(name, expression) {
  seconds <- system.time(result <- expression)[["elapsed"]]
  steps[name] <<- seconds
  result
}
formula <- ~ stratum * (gender + age_group + education)
cells <- unique(rows[c("stratum", "gender", "age_group", "education")])
names <- colnames(model.matrix(formula, cells))
total <- function(name) {
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
}
totals <- sapply(names, total)
started <- proc.time()[["elapsed"]]
design <- timed("design", svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~population_size, data = rows))
design <- timed("calibrate", calibrate(design, formula, totals, calfun = "raking", epsilon = 1e-12, maxit = 100))
mean <- timed("mean by region", svyby(~income, ~region, design, svymean))
share <- timed("share by region", svyby(~ I(income > 500), ~region, design, svymean))
fit <- timed("regression", svyglm(income ~ hours + gender + region, design))
peak <- sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))
cat("R:   ", paste(sprintf("%s %.2f s", names(steps), steps), collapse = ", "),
    sprintf("; in all %.2f s; peak %.0f MB\n", proc.time()[["elapsed"]] - started, as.numeric(peak) / 1024), sep = "")
cat(sprintf("R:    std errors %.12g %.12g\n", SE(mean)[1], SE(fit)[2]))
