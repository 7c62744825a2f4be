# Computes what tests/python/survey_stats/test_unequal_against_r.py compares, by R's survey 4.1-1.
#
# Run from this folder, after designs.R:  Rscript unequal.R     (or `make reference`)
# Writes unequal.json and data/unequal_*.csv.gz. The tests need these files only, not R.
#
# Samples drawn with unequal probabilities (Brewer, Hartley-Rao) and in two phases, on data that the package ships. What
# R does not do right is left out, and said where: calibrated Hartley-Rao samples (ppsvar forgets the residuals), the
# full method of stratified or clustered first phases (its matrix takes the size of another stratum, or none).

suppressPackageStartupMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
n <- function(x) unname(as.numeric(x))
data(api); data(election); data(nwtco)

nwtco$relapse <- nwtco$rel
nwtco$drawn <- as.integer(nwtco$in.subcohort | nwtco$rel == 1)
nwtco$one <- 1
nwtco$population <- 10000
nwtco$phase_weight <- 10000 / nrow(nwtco)
nwtco$place <- seq_len(nrow(nwtco))
trial <- nwtco[, c("one", "population", "phase_weight", "relapse", "histol", "stage", "age", "edrel", "drawn")]
counties <- election_pps
counties$turnout <- counties$votes / counties$TotPrecincts
counties$big <- as.integer(counties$TotPrecincts > 200)
counties$w <- 1 / counties$p
schools <- apistrat
schools$p <- 1 / schools$pw
schools$big <- as.integer(schools$enroll > 600)
schools$drawn <- as.integer((schools$snum %% 3 > 0) | schools$awards == "No")
schools$place <- seq_len(nrow(schools))
schools$w <- schools$fpc / ave(schools$place, schools$stype, FUN = length)
# In the order of the districts: R takes their sums sorted and their probabilities as they come.
districts <- apiclus1[order(apiclus1$dnum), ]
# Probabilities that differ between districts: the package's are all equal.
districts$p <- (ave(districts$enroll, districts$dnum, FUN = length) + 3) / 60
districts$w <- 1 / districts$p
districts$big <- as.integer(districts$enroll > 600)
districts$drawn <- as.integer(districts$snum %% 2 == 0 | districts$awards == "No")
districts$place <- seq_len(nrow(districts))
districts$equal <- 757 / 15
columns <- c("pw", "p", "big", "drawn", "fpc", "stype", "awards", "api00", "api99", "enroll", "meals")
DATA <- list(
  trial = trial,
  counties = counties[, c("w", "p", "turnout", "big", "Bush", "votes", "TotPrecincts")],
  schools = schools[, c(columns, "w")],
  districts = districts[, c(columns, "w", "equal", "dnum")]
)

pps <- function(...) svydesign(..., variance = "HT")
DESIGNS <- list(
  "counties, Brewer" = list(pps(~1, fpc = ~p, data = counties, pps = "brewer"),
    list(data = "counties", weight = "w", fpc = "p", pps = "brewer")),
  "counties, Hartley-Rao" = list(svydesign(~1, fpc = ~p, data = counties, pps = HR()),
    list(data = "counties", weight = "w", fpc = "p", pps = "hartley-rao")),
  "counties, Hartley-Rao of the population" = list(svydesign(~1, fpc = ~p, data = counties, pps = HR(sum(election$p^2) / 40)),
    list(data = "counties", weight = "w", fpc = "p", pps = "hartley-rao", pps_mean = sum(election$p^2) / 40)),
  "counties, Yates-Grundy" = list(svydesign(~1, fpc = ~p, data = counties, pps = HR(), variance = "YG"),
    list(data = "counties", weight = "w", fpc = "p", pps = "yates-grundy")),
  "schools, Brewer" = list(pps(~1, strata = ~stype, fpc = ~p, data = schools, pps = "brewer"),
    list(data = "schools", weight = "pw", strata = "stype", fpc = "p", pps = "brewer")),
  "schools, Hartley-Rao" = list(svydesign(~1, strata = ~as.numeric(stype), fpc = ~p, data = schools, pps = HR()),
    list(data = "schools", weight = "pw", strata = "stype", fpc = "p", pps = "hartley-rao")),
  "schools, Yates-Grundy" = list(svydesign(~1, strata = ~as.numeric(stype), fpc = ~p, data = schools, pps = HR(), variance = "YG"),
    list(data = "schools", weight = "pw", strata = "stype", fpc = "p", pps = "yates-grundy")),
  "districts, Brewer" = list(pps(~dnum, fpc = ~p, data = districts, pps = "brewer"),
    list(data = "districts", weight = "w", clusters = "dnum", fpc = "p", pps = "brewer")),
  "districts, Hartley-Rao" = list(svydesign(~dnum, fpc = ~p, data = districts, pps = HR()),
    list(data = "districts", weight = "w", clusters = "dnum", fpc = "p", pps = "hartley-rao")),
  "districts, Yates-Grundy" = list(svydesign(~dnum, fpc = ~p, data = districts, pps = HR(), variance = "YG"),
    list(data = "districts", weight = "w", clusters = "dnum", fpc = "p", pps = "yates-grundy")),
  "trial, approx" = list(
    twophase(list(~place, ~place), strata = list(NULL, ~relapse), subset = ~I(drawn == 1), data = nwtco, method = "approx"),
    list(data = "trial", weight = "one"), list(subset = "drawn = 1", strata = "relapse", method = "approx")),
  "trial, full" = list(
    twophase(list(~place, ~place), strata = list(NULL, ~relapse), subset = ~I(drawn == 1), data = nwtco, method = "full"),
    list(data = "trial", weight = "one"), list(subset = "drawn = 1", strata = "relapse", method = "full")),
  "trial, finite, approx" = list(
    twophase(list(~place, ~place), strata = list(NULL, ~relapse), fpc = list(~population, NULL), subset = ~I(drawn == 1),
             data = nwtco, method = "approx"),
    list(data = "trial", weight = "phase_weight", fpc = "population"),
    list(subset = "drawn = 1", strata = "relapse", method = "approx")),
  "trial, finite, full" = list(
    twophase(list(~place, ~place), strata = list(NULL, ~relapse), fpc = list(~population, NULL), subset = ~I(drawn == 1),
             data = nwtco, method = "full"),
    list(data = "trial", weight = "phase_weight", fpc = "population"),
    list(subset = "drawn = 1", strata = "relapse", method = "full")),
  "schools, approx" = list(
    twophase(list(~place, ~place), strata = list(~stype, ~awards), fpc = list(~fpc, NULL), subset = ~I(drawn == 1),
             data = schools, method = "approx"),
    list(data = "schools", weight = "w", strata = "stype", fpc = "fpc"),
    list(subset = "drawn = 1", strata = "awards", method = "approx")),
  "districts, approx" = list(
    twophase(list(~dnum, ~place), weights = list(~w, NULL), strata = list(NULL, ~one), subset = ~I(drawn == 1),
             data = transform(districts, one = 1), method = "approx"),
    list(data = "districts", weight = "w", clusters = "dnum"), list(subset = "drawn = 1", method = "approx")),
  "districts, finite, approx" = list(
    twophase(list(~dnum, ~place), fpc = list(~fpc, NULL), strata = list(NULL, ~one), subset = ~I(drawn == 1),
             data = transform(districts, one = 1), method = "approx"),
    list(data = "districts", weight = "equal", clusters = "dnum", fpc = "fpc"),
    list(subset = "drawn = 1", method = "approx")),
  "districts, finite, full" = list(
    twophase(list(~dnum, ~place), strata = list(NULL, ~awards), fpc = list(~fpc, NULL), subset = ~I(drawn == 1),
             data = districts, method = "full"),
    list(data = "districts", weight = "equal", clusters = "dnum", fpc = "fpc"),
    list(subset = "drawn = 1", strata = "awards", method = "full"))
)
OUTCOMES <- list(
  counties = c("turnout", "Bush", "votes", "big", "TotPrecincts"), schools = c("api00", "enroll", "api99", "big", "meals"),
  districts = c("api00", "enroll", "api99", "big", "meals"), trial = c("edrel", "age", "edrel", "histol", "age")
)
cases <- list()
for (name in names(DESIGNS)) {
  design <- DESIGNS[[name]][[1]]
  given <- OUTCOMES[[DESIGNS[[name]][[2]]$data]]
  f <- lapply(given, function(v) as.formula(paste0("~", v)))
  both <- function(x) list(estimate = n(coef(x)), std_error = n(SE(x)))
  fit <- svyglm(as.formula(paste(given[1], "~", given[5], "+ factor(", given[4], ")")), design)
  # Means of domains as ratios: subset() fails on clustered Hartley-Rao samples, and forgets the second phase's
  # shares of the persons outside in "approx", by a thousandth.
  among <- function(condition) svyratio(as.formula(paste0("~I(", given[1], " * (", condition, "))")),
                                        as.formula(paste0("~I(1 * (", condition, "))")), design)
  few <- among(paste(given[5], "> 40"))
  values <- sort(unique(DATA[[DESIGNS[[name]][[2]]$data]][[given[4]]]))
  by <- lapply(values, function(v) among(paste(given[4], "==", v)))
  cases[[name]] <- list(
    arguments = DESIGNS[[name]][[2]], second = if (length(DESIGNS[[name]]) > 2) DESIGNS[[name]][[3]],
    outcomes = given, df = degf(design),
    mean = both(svymean(f[[1]], design)), total = both(svytotal(f[[2]], design)),
    ratio = both(svyratio(f[[2]], f[[3]], design)), by = list(estimate = sapply(by, function(x) n(coef(x))), std_error = sapply(by, function(x) n(SE(x)))),
    domain = both(few), regress = both(fit)
  )
}
# Brewer's samples are calibrated as any other.
raked <- calibrate(DESIGNS[["schools, Brewer"]][[1]], ~awards, c(6194, 3700), calfun = "raking", epsilon = 1e-13, maxit = 100)
cases[["schools, Brewer"]]$raked <- list(estimate = n(coef(svymean(~api00, raked))), std_error = n(SE(svymean(~api00, raked))))

for (name in names(DATA)) {
  path <- file.path("data", paste0("unequal_", name, ".csv.gz"))
  connection <- gzfile(path, "w", compression = 9)
  frame <- DATA[[name]]
  for (column in names(frame)) if (is.double(frame[[column]])) frame[[column]] <- format(frame[[column]], digits = 17, trim = TRUE)
  write.csv(frame, connection, row.names = FALSE, quote = FALSE, na = "")
  close(connection)
}
write_json(cases, "unequal.json", digits = 15, auto_unbox = TRUE, null = "null")
