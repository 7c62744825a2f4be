# Computes what R's survey package makes of trimmed weights, for tests/python/survey_stats/test_trimming.py.
#
# Data: the stratified sample of 200 Californian schools that the package ships (?api), raked within strata
# to two variables, with finite population correction; then trimWeights() at several bounds.
# Run from this folder:  Rscript trimming.R        (Debian: r-base-core r-cran-survey r-cran-jsonlite)
# Writes trimming.json. The tests need the file only, not R.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
data(api)

sample <- data.frame(
  stype = as.character(apistrat$stype),
  awards = as.character(apistrat$awards),
  ell_group = as.character(cut(apistrat$ell, c(-1, 10, 30, 100), labels = c("low", "mid", "high"))),
  api00 = apistrat$api00,
  top = as.numeric(apistrat$api00 >= 700),
  base_weight = apistrat$pw,
  population_size = apistrat$fpc,
  stringsAsFactors = FALSE
)
population <- data.frame(
  stype = as.character(apipop$stype),
  awards = as.character(apipop$awards),
  ell_group = as.character(cut(apipop$ell, c(-1, 10, 30, 100), labels = c("low", "mid", "high"))),
  stringsAsFactors = FALSE
)
formula <- ~ stype * (awards + ell_group)
plain <- svydesign(ids = ~1, strata = ~stype, weights = ~base_weight, fpc = ~population_size, data = sample)
raked <- calibrate(plain, formula, colSums(model.matrix(formula, population)), calfun = "raking",
                   epsilon = 1e-13, maxit = 1000)

bounds <- list(
  list(lower = 0, upper = 48, strict = TRUE),
  # So tight that the spread pushes others over the bound, several rounds in a row.
  list(lower = 0, upper = 40, strict = FALSE),
  list(lower = 0, upper = 40, strict = TRUE),
  list(lower = 14, upper = 45, strict = FALSE),
  list(lower = 14, upper = 45, strict = TRUE),
  # What is filled up below outweighs what is cut above.
  list(lower = 22, upper = 60, strict = TRUE),
  # Nothing lies outside.
  list(lower = 1, upper = 1000, strict = TRUE)
)
domains <- list(all = rep(TRUE, nrow(sample)), awarded = sample$awards == "Yes", high = sample$stype == "H")
cases <- lapply(bounds, function(b) {
  # R repeats the first round by recursion until nothing exceeds the bound, which rounding can delay.
  trimmed <- trimWeights(raked, upper = b$upper, lower = b$lower, strict = b$strict)
  estimates <- list()
  for (outcome in c("api00", "top")) for (domain in names(domains)) {
    trimmed$variables$member <- domains[[domain]]
    mean <- svymean(as.formula(paste0("~", outcome)), subset(trimmed, member))
    estimates[[length(estimates) + 1]] <- list(
      outcome = outcome, domain = domain, estimate = coef(mean)[[1]], std_error = SE(mean)[[1]])
  }
  c(b, list(weight = unname(weights(trimmed)), estimates = estimates))
})

write_json(
  list(
    r_version = R.version.string,
    survey_version = as.character(packageVersion("survey")),
    schools = sample,
    raked_weight = unname(weights(raked)),
    domains = domains,
    cases = cases
  ),
  "trimming.json", digits = I(15), auto_unbox = TRUE, dataframe = "columns"
)
