# Computes every estimate, test, regression term, response model and weighted margin of the warehouse again, by R's
# survey package, from the respondents and their base weights. The dbt test tests/dbt/reference/
# assert_results_agree_with_r.sql holds the warehouse to the results.
#
# Needs a built warehouse of the default, synthetic delivery (`dbt build`), and R with survey (Debian: r-base-core
# r-cran-survey). Takes a minute. Run from this folder:  Rscript warehouse.R
# It reads the database by the Python of the project's .venv, or by the one that the environment variable PYTHON names.
# The database is development/dev.duckdb, which `dbt build` makes.
# Writes warehouse.csv.gz, which the next `dbt build` compares with.

suppressPackageStartupMessages(library(survey))

folder <- tempfile("warehouse")
dir.create(folder, mode = "0700")
python <- Sys.getenv("PYTHON", file.path("..", "..", "..", "..", ".venv", "bin", "python"))
if (system2(python, c("warehouse_export.py", folder)) != 0) stop("warehouse_export.py failed")
# Columns named are codes: text, not numbers.
read <- function(name, ...) {
  codes <- c(...)
  classes <- if (length(codes)) setNames(rep("character", length(codes)), codes) else NA
  read.csv(file.path(folder, paste0(name, ".csv")), colClasses = classes, na.strings = "", stringsAsFactors = FALSE)
}
respondents <- read("respondents", "stratum_code")
register <- read("register")
margins <- read("margins", "stratum_code", "category_code")
answers <- read("answers")
estimates <- read("estimates", "outcome_codes", "group_variable")
tests <- read("tests", "group_code_a", "group_code_b", "outcome_key")
cube <- read("cube", "group_code", "split_code")
cube_outcomes <- read("cube_outcomes", "outcome_key")
models <- read("models")
terms <- read("terms", "reference_code")
response <- read("response", "stratum_code")
references <- read("references", "reference_code")
level <- read("settings")$confidence_level
unlink(folder, recursive = TRUE)

n <- nrow(respondents)
stopifnot(identical(respondents$respondent, seq_len(n)))
auxiliaries <- grep("_code$", setdiff(names(respondents), "stratum_code"), value = TRUE)
for (v in c("stratum_code", auxiliaries)) respondents[[v]] <- factor(respondents[[v]])

# One row per respondent; NA for those who did not answer or are no managers.
stopifnot(identical(answers$respondent, seq_len(n)))
answer <- function(variable) ifelse(answers$is_manager == "true", as.numeric(answers[[variable]]), NA)
is_member <- function(domain) answers[[paste0("in_", domain)]] == "true"
codes_of <- function(key) as.numeric(strsplit(key, ";", fixed = TRUE)[[1]])

results <- list()
add <- function(table, key, ...) {
  results[[length(results) + 1]] <<- data.frame(result_table = table, result_key = key, ..., stringsAsFactors = FALSE)
}

# -- Weights ------------------------------------------------------------------------------------------------------
base <- svydesign(ids = ~1, strata = ~stratum_code, weights = ~base_weight, fpc = ~stratum_population_n,
                  data = respondents)
formula <- reformulate(paste0("stratum_code * (", paste(auxiliaries, collapse = " + "), ")"))
# Population total of a column of the model matrix: of a stratum, of a category, or of a category in a stratum.
population_total <- function(column) {
  parts <- setdiff(strsplit(column, ":", fixed = TRUE)[[1]], "(Intercept)")
  chosen <- rep(TRUE, nrow(margins))
  variable <- "total"
  for (part in parts) {
    name <- c("stratum_code", auxiliaries)[startsWith(part, c("stratum_code", auxiliaries))]
    category <- substring(part, nchar(name) + 1)
    if (name == "stratum_code") {
      chosen <- chosen & margins$stratum_code == category
    } else {
      variable <- sub("_code$", "", name)
      chosen <- chosen & margins$category_code == category
    }
  }
  sum(margins$population_n[chosen & margins$variable_name == variable])
}
totals <- sapply(colnames(model.matrix(formula, respondents)), population_total)
calibrated <- calibrate(base, formula, totals, calfun = "raking", epsilon = 1e-13, maxit = 1000)
respondents$weight <- weights(calibrated)
cells <- respondents[!duplicated(respondents$calibration_cell_id), ]
add("weights", as.character(cells$calibration_cell_id), estimate = cells$weight)

degrees_of_freedom <- n - nlevels(respondents$stratum_code)
t_quantile <- function(df) qt((1 + level) / 2, df)

# -- Shares and means ---------------------------------------------------------------------------------------------
# The part of the calibrated design that belongs to a domain: all rows stay, those outside with weight zero.
part_of <- function(design, member, y) {
  design$variables <- data.frame(member = member, y = ifelse(member, y, 0))
  subset(design, member)
}
estimate_one <- function(key, y, member, is_share) {
  part <- part_of(calibrated, member, y)
  mean <- svymean(~y, part, deff = TRUE)
  varies <- length(unique(y[member])) > 1
  interval <- c(NA, NA)
  if (varies && is_share) {
    interval <- attr(svyciprop(~y, part, method = "xlogit", level = level, df = degrees_of_freedom), "ci")
  } else if (varies) {
    interval <- confint(mean, level = level, df = degrees_of_freedom)
  }
  # Without variation the standard error is zero up to round-off, and nothing else is defined.
  add("estimates", key, estimate = coef(mean)[[1]], std_error = if (varies) SE(mean)[[1]] else 0,
      ci_low = interval[[1]], ci_high = interval[[2]], degrees_of_freedom = degrees_of_freedom,
      n_unweighted = sum(member), n_weighted = sum(respondents$weight[member]),
      design_effect = if (varies) deff(mean)[[1]] else NA)
}
for (s in seq_len(nrow(estimates))) {
  spec <- estimates[s, ]
  outcome <- answer(spec$outcome_variable)
  group <- if (is.na(spec$group_variable)) rep("all", n) else as.character(answer(spec$group_variable))
  valid <- is_member(spec$domain_id) & !is.na(outcome) & !is.na(group)
  is_share <- spec$statistic == "share"
  outcome_keys <- "mean"
  if (is_share) {
    outcome_keys <- if (is.na(spec$outcome_codes)) as.character(unique(outcome[valid])) else spec$outcome_codes
  }
  for (g in unique(group[valid])) for (key in outcome_keys) {
    y <- if (is_share) as.numeric(outcome %in% codes_of(key)) else outcome
    estimate_one(paste(spec$spec_id, g, key, sep = "|"), y, valid & group == g, is_share)
  }
}

# -- The cube: tens of thousands of groups, so scores by the formula of svymean, many columns at once ---------------
interval <- function(estimate, std_error, is_share) {
  half <- t_quantile(degrees_of_freedom) * std_error
  if (!is_share) return(list(low = estimate - half, high = estimate + half))
  half <- half / (estimate * (1 - estimate))
  list(low = plogis(qlogis(estimate) - half), high = plogis(qlogis(estimate) + half))
}
categories <- new.env()
in_category <- function(variable, code) {
  key <- paste(variable, code, sep = "|")
  if (is.null(categories[[key]])) {
    assign(key, if (variable == "all") rep(TRUE, n) else as.character(answer(variable)) %in% code, categories)
  }
  categories[[key]]
}
for (o in seq_len(nrow(cube_outcomes))) {
  asked <- cube_outcomes[o, ]
  outcome <- answer(asked$outcome_variable)
  valid <- is_member(asked$domain_id) & !is.na(outcome)
  is_share <- asked$statistic == "share"
  y <- if (is_share) as.numeric(outcome %in% codes_of(asked$outcome_key)) else ifelse(valid, outcome, 0)
  groups <- cube[cube$outcome_id == asked$outcome_id, ]
  for (batch in split(groups, (seq_len(nrow(groups)) - 1) %/% 100)) {
    member <- sapply(seq_len(nrow(batch)), function(k) {
      valid & in_category(batch$group_variable[k], batch$group_code[k]) &
        in_category(batch$split_variable[k], batch$split_code[k])
    })
    persons <- colSums(member)
    batch <- batch[persons > 0, ]
    member <- member[, persons > 0, drop = FALSE]
    persons <- persons[persons > 0]
    if (nrow(batch) == 0) next
    size <- colSums(member * respondents$weight)
    estimate <- colSums(member * respondents$weight * y) / size
    varies <- apply(member, 2, function(m) length(unique(y[m])) > 1)
    score <- member * outer(y, estimate, "-") / rep(size, each = n)
    variance <- diag(as.matrix(svyrecvar(score * respondents$weight, calibrated$cluster, calibrated$strata,
                                         calibrated$fpc, postStrata = calibrated$postStrata)))
    # The formula above is what svymean does: seen on the first group of every batch.
    check <- svymean(~y, part_of(calibrated, member[, 1], y))
    stopifnot(all.equal(c(coef(check)[[1]], SE(check)[[1]]), c(estimate[1], sqrt(variance[1])), tolerance = 1e-10))
    std_error <- ifelse(persons < 2, NA, ifelse(varies, sqrt(variance), 0))
    bounds <- interval(estimate, ifelse(varies, std_error, NA), is_share)
    add("cube", do.call(paste, c(batch, sep = "|")), estimate = estimate, std_error = std_error,
        ci_low = bounds$low, ci_high = bounds$high, degrees_of_freedom = degrees_of_freedom, n_unweighted = persons)
  }
}

# -- Differences between groups -----------------------------------------------------------------------------------
differences <- lapply(seq_len(nrow(tests)), function(t) {
  test <- tests[t, ]
  spec <- estimates[estimates$spec_id == test$spec_id, ]
  outcome <- answer(spec$outcome_variable)
  group <- as.character(answer(spec$group_variable))
  valid <- is_member(spec$domain_id) & !is.na(outcome) & group %in% c(test$group_code_a, test$group_code_b)
  y <- if (test$outcome_key == "mean") outcome else as.numeric(outcome %in% codes_of(test$outcome_key))
  part <- part_of(calibrated, valid, y)
  part$variables$is_first <- as.numeric(group %in% test$group_code_a)
  # It warns that rows outside the domain have no weight, which is what is meant.
  ttest <- suppressWarnings(svyttest(y ~ is_first, part))
  difference <- ttest$estimate[[1]]
  std_error <- difference / ttest$statistic[[1]]
  # Only the degrees of freedom are the design's; svyttest counts inside the two groups.
  p_value <- 2 * pt(-abs(difference / std_error), degrees_of_freedom)
  data.frame(key = test$test_id, family = paste(test$figure_id, spec$outcome_variable, sep = "|"),
             difference, std_error, p_value, stringsAsFactors = FALSE)
})
differences <- do.call(rbind, differences)
half <- t_quantile(degrees_of_freedom) * differences$std_error
add("tests", differences$key, estimate = differences$difference, std_error = differences$std_error,
    ci_low = differences$difference - half, ci_high = differences$difference + half,
    degrees_of_freedom = degrees_of_freedom, p_value = differences$p_value,
    p_value_holm = ave(differences$p_value, differences$family, FUN = function(p) p.adjust(p, "holm")))

# -- Regressions: weights as given, no finite population correction -----------------------------------------------
given <- svydesign(ids = ~1, strata = ~stratum_code, weights = ~weight, data = respondents)
for (m in seq_len(nrow(models))) {
  model <- models[m, ]
  of_model <- terms[terms$model_id == model$model_id, ]
  data <- data.frame(outcome = answer(model$outcome_variable))
  for (t in seq_len(nrow(of_model))) data[[of_model$variable_name[t]]] <- answer(of_model$variable_name[t])
  data$complete <- is_member(model$domain_id) & complete.cases(data)
  is_factor <- of_model$term_type == "categorical"
  for (t in which(is_factor)) {
    name <- of_model$variable_name[t]
    data[[name]] <- relevel(factor(ifelse(data$complete, data[[name]], NA)), ref = of_model$reference_code[t])
  }
  design <- given
  design$variables <- data
  part <- subset(design, complete)
  fit <- svyglm(reformulate(of_model$variable_name, "outcome"), part)
  table <- summary(fit)$coefficients
  w <- weights(part)
  y <- data$outcome[data$complete]
  r_squared <- 1 - sum(w * residuals(fit, "response")^2) / sum(w * (y - weighted.mean(y, w))^2)
  labels <- data.frame(name = "(Intercept)", key = "(intercept)|linear", stringsAsFactors = FALSE)
  for (t in seq_len(nrow(of_model))) {
    name <- of_model$variable_name[t]
    categories <- if (is_factor[t]) levels(data[[name]])[-1] else "linear"
    labels <- rbind(labels, data.frame(
      name = if (is_factor[t]) paste0(name, categories) else name, key = paste(name, categories, sep = "|"),
      stringsAsFactors = FALSE))
  }
  stopifnot(identical(labels$name, rownames(table)))
  half <- t_quantile(fit$df.residual) * table[, 2]
  add("regression_terms", paste(model$model_id, labels$key, sep = "|"), estimate = unname(table[, 1]),
      std_error = unname(table[, 2]), ci_low = unname(table[, 1] - half), ci_high = unname(table[, 1] + half),
      degrees_of_freedom = fit$df.residual, p_value = unname(table[, 4]), n_unweighted = sum(data$complete),
      r_squared = r_squared)
  # Reference categories stand in the table with coefficient 0.
  if (any(is_factor)) {
    add("regression_terms",
        paste(model$model_id, of_model$variable_name[is_factor], of_model$reference_code[is_factor], sep = "|"),
        estimate = 0, n_unweighted = sum(data$complete), r_squared = r_squared)
  }
}

# -- Response: logistic regression in each stratum -----------------------------------------------------------------
for (h in unique(response$stratum_code)) {
  data <- response[response$stratum_code == h, ]
  names <- sub("_code$", "", auxiliaries)
  for (v in names) {
    reference <- references$reference_code[references$variable_name == v]
    data[[v]] <- relevel(factor(data[[paste0(v, "_code")]]), ref = reference)
  }
  data$silent <- data$n_sampled - data$n_responded
  fit <- glm(reformulate(names, "cbind(n_responded, silent)"), binomial, data, epsilon = 1e-16, maxit = 100)
  table <- summary(fit)$coefficients
  keys <- "(intercept)|"
  for (v in names) keys <- c(keys, paste(v, levels(data[[v]])[-1], sep = "|"))
  add("response_model", paste(h, "coefficient", keys, sep = "|"), estimate = unname(table[, 1]),
      std_error = unname(table[, 2]), statistic = unname(table[, 3]), degrees_of_freedom = 1,
      p_value = unname(table[, 4]))
  for (v in names) {
    of <- paste0(v, levels(data[[v]])[-1])
    wald <- drop(coef(fit)[of] %*% solve(vcov(fit)[of, of], coef(fit)[of]))
    add("response_model", paste(h, "joint_test", v, "", sep = "|"), statistic = wald, degrees_of_freedom = length(of),
        p_value = pchisq(wald, length(of), lower.tail = FALSE))
  }
}

# -- Weighted shares of table 6.1 ---------------------------------------------------------------------------------
for (v in setdiff(names(register), "respondent")) {
  category <- as.character(register[[v]])
  design <- calibrated
  design$variables <- data.frame(category = factor(category))
  share <- svymean(~category, design)
  add("register_margins", paste(v, levels(design$variables$category), sep = "|"), estimate = unname(coef(share)))
}

columns <- c("result_table", "result_key", "estimate", "std_error", "ci_low", "ci_high", "statistic",
             "degrees_of_freedom", "p_value", "p_value_holm", "n_unweighted", "n_weighted", "design_effect", "r_squared")
filled <- lapply(results, function(rows) {
  for (column in setdiff(columns, names(rows))) rows[[column]] <- NA
  rows[columns]
})
table <- do.call(rbind, filled)
numbers <- columns[-(1:2)]
# Nine digits for the cube: enough for a comparison to 1e-7, and the file stays small.
digits <- ifelse(table$result_table == "cube", 9, 15)
table[numbers] <- lapply(table[numbers], function(x) ifelse(is.na(x), "", sprintf("%.*g", digits, x)))
table <- table[order(table$result_table, table$result_key, method = "radix"), ]
file <- gzfile("warehouse.csv.gz", "w", compression = 9)
write.csv(table, file, row.names = FALSE, quote = FALSE)
close(file)
cat(sprintf("%d results by %s, survey %s\n", nrow(table), R.version.string, packageVersion("survey")))
