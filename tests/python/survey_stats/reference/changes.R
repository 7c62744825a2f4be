# Computes what R's survey package makes of changes between independent samples, for
# tests/python/survey_stats/test_changes.py.
#
# Data: two independent samples of Californian schools that the package ships (?api): the stratified one, with the
# scores of 1999, and the simple random one, with those of 2000. R gets them as one design whose strata hold either
# sample (svyby by wave, then svycontrast; svyglm), plain and raked within the waves; each sample's own estimates stand beside.
# Welch's t-test (t.test) on the simple random sample and on the elementary schools of the other gives degrees of
# freedom, interval and p-value.
# Run from this folder:  Rscript changes.R        (Debian: r-base-core r-cran-survey r-cran-jsonlite)
# Writes changes.json. The tests need the file only, not R.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
data(api)

groups <- function(ell) as.character(cut(ell, c(-1, 10, 30, 100), labels = c("low", "mid", "high")))
wave <- function(schools, year, stratum, score) data.frame(
  wave = year,
  stratum = stratum,
  stype = as.character(schools$stype),
  ell_group = groups(schools$ell),
  awards = as.character(schools$awards),
  score = score,
  top = as.numeric(score >= 700),
  weight = schools$pw,
  population_size = schools$fpc,
  stringsAsFactors = FALSE
)
both <- rbind(
  wave(apistrat, "1999", as.character(apistrat$stype), apistrat$api99),
  wave(apisrs, "2000", "all", apisrs$api00)
)
both$design_stratum <- paste(both$wave, both$stratum)
population <- data.frame(stype = as.character(apipop$stype), ell_group = groups(apipop$ell), stringsAsFactors = FALSE)
population <- rbind(cbind(wave = "1999", population), cbind(wave = "2000", population))

design <- function(schools) svydesign(
  ids = ~1, strata = ~design_stratum, weights = ~weight, fpc = ~population_size, data = schools)
raked <- function(plain, formula, of) calibrate(
  plain, formula, colSums(model.matrix(formula, of)), calfun = "raking", epsilon = 1e-13, maxit = 1000)

plain <- design(both)
alone <- lapply(split(both, both$wave), design)
designs <- list(
  plain = list(stacked = plain, alone = alone),
  raked = list(
    stacked = raked(plain, ~ wave * (stype + ell_group), population),
    alone = lapply(names(alone), function(w) raked(alone[[w]], ~ stype + ell_group, population[population$wave == w, ]))
  )
)
names(designs$raked$alone) <- names(alone)
domains <- list(all = quote(TRUE), awarded = quote(awards == "Yes"), high = quote(stype == "H"))

cases <- list()
for (kind in names(designs)) for (outcome in c("score", "top")) for (domain in names(domains)) {
  formula <- as.formula(paste0("~", outcome))
  of <- function(d) eval(bquote(subset(d, .(domains[[domain]]) & weight > 0)))
  stacked <- of(designs[[kind]]$stacked)
  # svyby gives no covariances for a domain of a calibrated design; a regression on the wave has the same difference.
  change <- if (kind == "plain")
    svycontrast(svyby(formula, ~wave, stacked, svymean, covmat = TRUE), c("1999" = -1, "2000" = 1))
  else
    svycontrast(svyglm(as.formula(paste(outcome, "~ wave")), stacked), c("wave2000" = 1))
  own <- lapply(designs[[kind]]$alone, function(d) {
    mean <- svymean(formula, of(d))
    list(estimate = coef(mean)[[1]], std_error = SE(mean)[[1]], degrees_of_freedom = degf(d))
  })
  cases[[length(cases) + 1]] <- list(
    kind = kind, outcome = outcome, domain = domain, earlier = own[["1999"]], later = own[["2000"]],
    change = coef(change)[[1]], std_error = SE(change)[[1]])
}

welch <- lapply(c(0.9, 0.95), function(level) {
  earlier <- apistrat$api99[apistrat$stype == "E"]
  later <- apisrs$api00
  test <- t.test(later, earlier, conf.level = level)
  own <- function(x) list(estimate = mean(x), std_error = sd(x) / sqrt(length(x)), degrees_of_freedom = length(x) - 1)
  list(
    level = level, earlier = own(earlier), later = own(later), std_error = test$stderr,
    degrees_of_freedom = test$parameter[[1]], ci_low = test$conf.int[1], ci_high = test$conf.int[2],
    p_value = test$p.value)
})

write_json(
  list(
    r_version = R.version.string,
    survey_version = as.character(packageVersion("survey")),
    cases = cases,
    welch = welch
  ),
  "changes.json", digits = I(15), auto_unbox = TRUE
)
