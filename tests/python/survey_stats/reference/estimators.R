# Computes what tests/python/survey_stats/test_estimators_against_r.py compares, by R's survey 4.1-1.
#
# Run from this folder, after designs.R:  Rscript estimators.R     (or `make reference`)
# Writes estimators.json and data/two_stage_*.csv.gz. The tests need these files only, not R.
#
# Models by quasi-likelihood with predictions, average marginal effects and tests of terms; covariances and functions of
# estimates; intervals of shares; rules of quantiles; one-sample and paired tests; samples of two stages; replicate
# weights as statistical offices deliver them; imputations. Each on at least three data sets (designs.R says whence).
# R's iterations are run to the end (epsilon 1e-14): its defaults stop early.

suppressPackageStartupMessages({library(survey); library(mitools); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
options(survey.lonely.psu = "fail")

read <- function(name, ...) read.csv(gzfile(file.path("data", paste0(name, ".csv.gz"))), na.strings = "", ...)
schools <- read("apistrat")
districts <- read("apiclus2")
health <- read("nhanes")
health <- health[!is.na(health$high_cholesterol), ]
managers <- read("respondents")
counties <- read("election")
trial <- read("unequal_trial")

DESIGNS <- list(
  schools = svydesign(~1, strata = ~stype, weights = ~weight, fpc = ~population_size, data = schools),
  districts = svydesign(~district, weights = ~weight, data = districts),
  health = svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = health),
  managers = svydesign(~1, strata = ~stratum, weights = ~weight, data = managers),
  counties = svydesign(~1, weights = ~weight, data = counties),
  trial = svydesign(~1, strata = ~histol, weights = ~stage, data = trial) # any unequal weight
)
# How SurveyDesign is told of them.
ARGUMENTS <- list(
  schools = list(data = "apistrat", weight = "weight", strata = "stype", fpc = "population_size"),
  districts = list(data = "apiclus2", weight = "weight", clusters = "district"),
  health = list(data = "nhanes", weight = "weight", strata = "stratum", clusters = "psu"),
  managers = list(data = "respondents", weight = "weight", strata = "stratum"),
  counties = list(data = "election", weight = "weight"),
  trial = list(data = "unequal_trial", weight = "stage", strata = "histol")
)
margins <- list(awards = c(Yes = 3000, No = 3194), sch_wide = c(Yes = 5100, No = 1094))
DESIGNS$raked <- calibrate(DESIGNS$schools, ~awards + sch_wide, c(6194, 3000, 5100), calfun = "raking", epsilon = 1e-13, maxit = 1000)
ARGUMENTS$raked <- c(ARGUMENTS$schools, list(margins = lapply(margins, as.list)))
n <- function(x) unname(as.numeric(x))
cases <- list()
add <- function(kind, design, ..., expected) {
  arguments <- list(...)
  if (!length(arguments)) arguments <- setNames(list(), character())
  cases[[length(cases) + 1]] <<- list(kind = kind, design = design, arguments = arguments, expected = expected)
}

# glm() takes its covariance from the step before the last: a second fit starts where the first ended.
fitted_model <- function(formula, design, family) {
  fit <- svyglm(formula, design, family = family, epsilon = 1e-14, maxit = 100)
  if (family$family == "gaussian") return(fit)
  start <- coef(fit)
  eval(bquote(svyglm(formula, design, family = family, epsilon = 1e-14, maxit = 100, start = .(start))))
}

# ---- models ----------------------------------------------------------------------------------------------

terms_of <- function(fit) {
  s <- summary(fit)$coefficients
  list(estimate = n(s[, 1]), std_error = n(s[, 2]), p_value = n(s[, 4]), vcov = I(unname(vcov(fit))), df = fit$df.residual,
       ci_low = n(confint(fit, ddf = fit$df.residual)[, 1]))
}
influence_of <- function(fit) {
  # Weighted scores of the coefficients, for the rows of the model.
  x <- model.matrix(fit)
  w <- weights(fit, "prior")
  mu <- fitted(fit)
  (w * (fit$y - mu) * x) %*% fit$naive.cov
}
# `slope` and `levels` say what the effects are: d eta / d x by row for numbers, new data for categories.
effects_of <- function(fit, design, numbers, categories) {
  rows <- as.numeric(rownames(model.matrix(fit)))
  frame <- design$variables[match(rownames(model.matrix(fit)), rownames(design$variables)), ]
  w <- weights(design, "sampling")[match(rownames(model.matrix(fit)), rownames(design$variables))]
  total <- sum(w)
  family <- fit$family
  second <- switch(family$family, quasibinomial = function(eta) { p <- plogis(eta); p * (1 - p) * (1 - 2 * p) },
                   quasipoisson = exp, gaussian = function(eta) 0 * eta)
  x <- model.matrix(fit)
  eta <- fit$linear.predictors
  m <- g <- list()
  for (name in names(numbers)) {
    d <- numbers[[name]](frame)                        # d x / d number, a matrix like x
    slope <- n(d %*% coef(fit))
    m[[name]] <- family$mu.eta(eta) * slope
    g[[name]] <- colSums(w * (second(eta) * slope * x + family$mu.eta(eta) * d)) / total
  }
  tt <- delete.response(terms(fit))
  at <- function(variable, level) {
    new <- frame
    new[[variable]] <- level
    model.matrix(tt, new, xlev = fit$xlevels)
  }
  for (variable in names(categories)) for (level in categories[[variable]][-1]) {
    x1 <- at(variable, level)
    x0 <- at(variable, categories[[variable]][1])
    e1 <- n(x1 %*% coef(fit)); e0 <- n(x0 %*% coef(fit))
    name <- paste0(variable, "[", level, "]")
    m[[name]] <- family$linkinv(e1) - family$linkinv(e0)
    g[[name]] <- colSums(w * (family$mu.eta(e1) * x1 - family$mu.eta(e0) * x0)) / total
  }
  m <- do.call(cbind, m); g <- do.call(rbind, g)
  theta <- colSums(w * m) / total
  score <- w * sweep(m, 2, theta) / total + influence_of(fit) %*% t(g)
  full <- matrix(0, nrow(design$variables), ncol(m))
  full[match(rownames(model.matrix(fit)), rownames(design$variables)), ] <- score
  v <- survey:::svyrecvar(full, design$cluster, design$strata, design$fpc, postStrata = design$postStrata)
  list(term = names(theta), estimate = n(theta), sampled = n(sqrt(diag(v))),
       fixed = n(sqrt(diag(g %*% vcov(fit) %*% t(g)))))
}
model <- function(design, formula, ours, family, new, factor, numbers, categories) {
  d <- DESIGNS[[design]]
  fit <- fitted_model(formula, d, family)
  p <- predict(fit, newdata = new, type = "response", se.fit = TRUE)
  link <- predict(fit, newdata = new, type = "link", se.fit = TRUE)
  wald <- regTermTest(fit, factor[[1]])
  working <- regTermTest(fit, factor[[1]], method = "WorkingWald")
  scale <- mean(weights(d, "sampling")[weights(d, "sampling") > 0])
  add("model", design, formula = ours, family = sub("quasi", "", family$family), factor = factor[[2]],
      new = as.list(lapply(new, function(x) I(x))),
      expected = c(terms_of(fit), list(
        predicted = n(p), predicted_error = n(SE(p)), linear = n(link), linear_error = n(SE(link)),
        wald = list(F = n(wald$Ftest), df = wald$df, ddf = wald$ddf, p = n(wald$p)),
        # b'V0^-1 b over the sum of the eigenvalues of V0^-1 V: free of the scale of the weights.
        working = n(working$chisq) / sum(working$lambda), first = sum(working$lambda)^2 / sum(working$lambda^2),
        effects = effects_of(fit, d, numbers, categories))))
}
column <- function(frame, fit_names, values) {
  m <- matrix(0, nrow(frame), length(fit_names), dimnames = list(NULL, fit_names))
  for (v in names(values)) m[, v] <- values[[v]]
  m
}
school_terms <- c("(Intercept)", "ell", "meals", "factor(stype)H", "factor(stype)M")
for (design in c("schools", "districts", "raked")) {
  by <- list(ell = function(f) column(f, school_terms, list(ell = 1)), meals = function(f) column(f, school_terms, list(meals = 1)))
  new <- data.frame(ell = c(5, 40), meals = c(10, 80), stype = c("E", "M"))
  for (family in list(quasibinomial(), quasipoisson(), gaussian())) {
    outcome <- switch(family$family, quasibinomial = "improved", quasipoisson = "enroll", gaussian = "api00")
    model(design, as.formula(paste(outcome, "~ ell + meals + factor(stype)")), paste(outcome, "~ ell + meals + C(stype)"),
          family, new, list(~factor(stype), "C(stype)"), by, list(stype = c("E", "H", "M")))
  }
}
health$age <- factor(health$age)
health_terms <- c("(Intercept)", levels(health$age)[-1] |> (\(x) paste0("age", x))(), "sex")
model("health", high_cholesterol ~ factor(age) + sex, "high_cholesterol ~ C(age) + sex", quasibinomial(),
      data.frame(age = levels(health$age)[2:3], sex = c(1, 2)), list(~factor(age), "C(age)"),
      list(sex = function(f) column(f, c("(Intercept)", paste0("factor(age)", levels(health$age)[-1]), "sex"), list(sex = 1))),
      list(age = levels(health$age)))
quadratic <- c("(Intercept)", "age_years", "I(age_years^2)", "factor(gender)2")
model("managers", is_trained ~ age_years + I(age_years^2) + factor(gender),
      "is_trained ~ age_years + I(age_years^2) + C(gender)", quasibinomial(),
      data.frame(age_years = c(30, 55), gender = c(1, 2)), list(~factor(gender), "C(gender)"),
      list(age_years = function(f) column(f, quadratic, list(age_years = 1, "I(age_years^2)" = 2 * f$age_years))),
      list(gender = c(1, 2)))
votes <- c("(Intercept)", "kerry", "factor(bush_won)1")
for (family in list(quasipoisson(), gaussian())) {
  model("counties", precincts ~ kerry + factor(bush_won), "precincts ~ kerry + C(bush_won)", family,
        data.frame(kerry = c(10, 300), bush_won = c(0, 1)), list(~factor(bush_won), "C(bush_won)"),
        list(kerry = function(f) column(f, votes, list(kerry = 1))), list(bush_won = c(0, 1)))
}

# poly, offsets and interactions.
linear <- function(design, formula, ours, family = gaussian()) {
  d <- DESIGNS[[design]]
  # poly() looks at all rows that it is given: give it those of the model.
  d <- d[complete.cases(d$variables[all.vars(formula)]), ]
  fit <- fitted_model(formula, d, family)
  add("formula", design, formula = ours, family = sub("quasi", "", family$family), expected = terms_of(fit))
}
linear("schools", api00 ~ poly(meals, 3) + stype, "api00 ~ poly(meals, 3) + stype")
linear("schools", enroll ~ stype * awards + offset(log(api_stu)), "enroll ~ stype * awards + offset(log(api_stu))", quasipoisson())
linear("districts", api00 ~ (ell + stype + awards)^2 - ell:awards, "api00 ~ (ell + stype + awards)^2 - ell:awards")
linear("districts", improved ~ poly(ell, 2) + offset(meals / 50), "improved ~ poly(ell, 2) + offset(meals / 50)", quasibinomial())
linear("raked", api00 ~ awards / meals + sch_wide:ell, "api00 ~ awards / meals + sch_wide:ell")
linear("managers", desire ~ poly(age_years, 2) * factor(gender) + offset(age_years), "desire ~ poly(age_years, 2) * C(gender) + offset(age_years)")
linear("health", high_cholesterol ~ 0 + factor(race):sex + age, "high_cholesterol ~ 0 + C(race):sex + age", quasibinomial())

# ---- covariances, contrasts, functions, tests of several estimates --------------------------------------------

# By totals of y and x in each group, whose covariance svytotal() gives for calibrated designs too (svyby() does not).
together <- function(design, y, by, kind, x = NULL) {
  d <- DESIGNS[[design]]
  frame <- d$variables
  group <- frame[[by]]
  levels <- sort(unique(group))
  up <- frame[[y]]
  down <- if (is.null(x)) rep(1, nrow(frame)) else frame[[x]]
  known <- !is.na(up) & !is.na(down)
  up[!known] <- 0; down[!known] <- 0
  inside <- outer(group, levels, `==`)
  totals <- svytotal(if (kind == "total") up * inside else cbind(up * inside, down * inside), d)
  k <- length(levels)
  b <- n(coef(totals))[1:k]
  g <- diag(k)
  if (kind != "total") {
    below <- n(coef(totals))[k + 1:k]
    b <- b / below
    g <- cbind(diag(1 / below), diag(-b / below))
  }
  v <- g %*% vcov(totals) %*% t(g)
  linear <- c(1, -1, rep(0, k - 2))
  quotient <- c(1 / b[2], -b[1] / b[2]^2, rep(0, k - 2))
  add(kind, design, y = y, by = by, x = x, expected = list(
    estimate = b, vcov = I(unname(v)), difference = n(b %*% linear), difference_error = n(sqrt(linear %*% v %*% linear)),
    quotient = b[1] / b[2], quotient_error = n(sqrt(quotient %*% v %*% quotient))))
}
for (design in c("schools", "districts", "raked")) {
  together(design, "api00", "stype", "mean")
  together(design, "enroll", "awards", "total")
  together(design, "api00", "stype", "ratio", "api99")
}
together("counties", "kerry", "bush_won", "mean")
together("counties", "kerry", "bush_won", "total")
together("counties", "kerry", "bush_won", "ratio", "votes")
together("health", "high_cholesterol", "race", "mean")
together("managers", "is_trained", "gender", "mean")

# ---- intervals of shares, rules of quantiles, tests of one sample -----------------------------------------------

for (design in c("schools", "districts", "managers", "health")) {
  y <- switch(design, managers = "is_trained", health = "high_cholesterol", "improved")
  d <- DESIGNS[[design]]
  d <- d[!is.na(d$variables[[y]]), ]
  for (method in c("xlogit", "mean", "asin", "beta", "likelihood")) {
    s <- svyciprop(as.formula(paste("~", y)), d, method = method)
    add("interval", design, y = y, method = method, expected = list(low = n(attr(s, "ci"))[1], high = n(attr(s, "ci"))[2]))
  }
}
# (The small data sets are no referees: R gives the first value for bounds below it, where there is none.)
for (design in c("schools", "districts", "managers", "trial")) {
  y <- switch(design, managers = "age_years", trial = "age", "enroll")
  d <- DESIGNS[[design]]
  for (rule in c("math", "school", paste0("hf", 1:9))) {
    q <- svyquantile(as.formula(paste("~", y)), d[!is.na(d$variables[[y]]), ], c(0.2, 0.5, 0.77), qrule = rule)[[1]]
    add("quantile", design, y = y, rule = rule, expected = list(estimate = n(q[, 1]), ci_low = n(q[, 2]), ci_high = n(q[, 3]),
                                                                 std_error = n(q[, 4])))
  }
}
test_of <- function(t) list(estimate = n(t$estimate), statistic = n(t$statistic), df = n(t$parameter), p_value = n(t$p.value),
                            ci_low = n(t$conf.int)[1], ci_high = n(t$conf.int)[2])
for (design in c("schools", "districts", "raked")) {
  add("ttest", design, y = "growth", expected = test_of(svyttest(growth ~ 0, DESIGNS[[design]])))
  add("ttest", design, y = "api00", paired = "api99", mean = 25, expected = {
    t <- test_of(svyttest(I(api00 - api99 - 25) ~ 0, DESIGNS[[design]]))
    t[c("estimate", "ci_low", "ci_high")] <- lapply(t[c("estimate", "ci_low", "ci_high")], `+`, 25)
    t
  })
}
add("ttest", "counties", y = "kerry", expected = test_of(svyttest(kerry ~ 0, DESIGNS$counties)))
add("ttest", "counties", y = "kerry", paired = "bush", mean = 10, expected = {
  t <- test_of(svyttest(I(kerry - bush - 10) ~ 0, DESIGNS$counties))
  t[c("estimate", "ci_low", "ci_high")] <- lapply(t[c("estimate", "ci_low", "ci_high")], `+`, 10)
  t
})

# ---- two stages with finite populations at each ---------------------------------------------------------------

keep <- function(frame, name) {
  connection <- gzfile(file.path("data", paste0(name, ".csv.gz")), "w", compression = 9)
  write.csv(frame, connection, row.names = FALSE)
  close(connection)
}
data(api); data(mu284)
first <- with(apiclus2, data.frame(psu = dnum, ssu = snum, N1 = fpc1, N2 = fpc2, weight = pw, y = api00, x = api99, g = as.character(stype)))
second <- with(mu284, data.frame(psu = id1, ssu = id2, N1 = n1, N2 = n2, y = y1, x = y1 + 1 + id2, g = ifelse(id2 > 1, "a", "b")))
second$weight <- with(second, (N1 / length(unique(psu))) * N2 / ave(ssu, psu, FUN = length))
set.seed(20)
counties <- names(which(table(apipop$cname) > 60))
chosen <- sort(sample(counties, 7))
third <- do.call(rbind, lapply(chosen, function(county) {
  inside <- which(apipop$cname == county)
  taken <- sort(sample(inside, 15))
  data.frame(psu = county, ssu = taken, N1 = length(counties), N2 = length(inside),
             weight = length(counties) / 7 * length(inside) / 15, y = apipop$api00[taken], x = apipop$api99[taken],
             g = as.character(apipop$stype[taken]))
}))
for (name in c("first", "second", "third")) {
  frame <- get(name)
  keep(frame, paste0("two_stage_", name))
  d <- svydesign(~psu + ssu, weights = ~weight, fpc = ~N1 + N2, data = frame)
  ARGUMENTS[[paste0("two_stage_", name)]] <- list(data = paste0("two_stage_", name), weight = "weight", clusters = c("psu", "ssu"),
                                                  fpc = c("N1", "N2"))
  m <- svymean(~y, d); t <- svytotal(~y, d); r <- svyratio(~y, ~x, d); b <- svyby(~y, ~g, d, svymean)
  f <- svyglm(y ~ x, d)
  add("stages", paste0("two_stage_", name), expected = list(
    mean = n(m), mean_error = n(SE(m)), total_error = n(SE(t)), ratio_error = n(SE(r)), by_error = n(SE(b)),
    slope_error = n(SE(f))[2]))
}

# ---- replicate weights -------------------------------------------------------------------------------------------

replicate_case <- function(name, frame, kind, plain, type, ..., ours = list()) {
  made <- as.svrepdesign(plain, type = type, compress = FALSE, ...)
  w <- unclass(as.matrix(weights(made, "analysis")))
  d <- svrepdesign(data = frame, weights = ~weight, repweights = w, type = kind$type, combined.weights = TRUE,
                   scale = kind$scale, rscales = kind$rscales, rho = kind$rho, mse = isTRUE(kind$mse))
  keep(setNames(as.data.frame(w), paste0("r", seq_len(ncol(w)))), paste0("replicates_", name))
  m <- svymean(~y, d); t <- svytotal(~y, d); r <- svyratio(~y, ~x, d); b <- svyby(~y, ~award, d, svymean)
  f <- svyglm(y ~ x, d); l <- svyglm(high ~ x, d, family = quasibinomial(), epsilon = 1e-14)
  add("replicates", name, arguments = ours, expected = list(
    mean_error = n(SE(m)), total_error = n(SE(t)), ratio_error = n(SE(r)), by_error = n(SE(b)), df = degf(d),
    slope_error = n(SE(f))[2], slope_df = f$df.residual, logit = n(coef(l)), logit_error = n(SE(l))))
}
frame_of <- function(d) with(d, data.frame(high = 1 * (awards == "Yes"), weight, psu = district, stratum = stype, y = api00, x = api99, award = awards))
one <- frame_of(schools); two <- frame_of(read("apiclus1"))
pairs <- one[order(one$stratum, one$psu), ]
pairs <- do.call(rbind, lapply(split(pairs, pairs$stratum), function(f) f[seq_len(2 * (nrow(f) %/% 2)), ]))
pairs$half <- rep(seq_len(nrow(pairs) / 2), each = 2)
pairs <- pairs[pairs$half <= 30, ]
for (name in c("one", "two", "pairs")) keep(get(name), paste0("rows_", name))
by_pair <- svydesign(~1, strata = ~half, weights = ~weight, data = pairs)
clusters <- svydesign(~psu, weights = ~weight, data = two)
strata <- svydesign(~1, strata = ~stratum, weights = ~weight, data = one)
replicate_case("brr", pairs, list(type = "BRR"), by_pair, "BRR", ours = list(rows = "rows_pairs", kind = "BRR"))
replicate_case("fay", pairs, list(type = "Fay", rho = 0.3, mse = TRUE), by_pair, "Fay", fay.rho = 0.3,
               ours = list(rows = "rows_pairs", kind = "Fay", rho = 0.3, mse = TRUE))
replicate_case("jk1", two, list(type = "JK1", scale = 14 / 15), clusters, "JK1", ours = list(rows = "rows_two", kind = "JK1"))
jkn <- as.svrepdesign(strata, type = "JKn", compress = FALSE)
replicate_case("jkn", one, list(type = "JKn", scale = jkn$scale, rscales = jkn$rscales), strata, "JKn",
               ours = list(rows = "rows_one", kind = "JKn", rscales = I(jkn$rscales)))
set.seed(3)
replicate_case("bootstrap", one, list(type = "bootstrap"), strata, "subbootstrap", replicates = 40,
               ours = list(rows = "rows_one", kind = "bootstrap"))
replicate_case("sdr", two, list(type = "successive-difference"), clusters, "JK1", ours = list(rows = "rows_two", kind = "SDR"))
replicate_case("other", pairs, list(type = "other", scale = 0.07, rscales = seq(0.5, 1.5, length.out = 32)), by_pair, "BRR",
               ours = list(rows = "rows_pairs", kind = "other", scale = 0.07, rscales = I(seq(0.5, 1.5, length.out = 32))))

# The same kinds of two other data sets: counties in pairs, and every tenth person of the health survey.
votes <- with(read("election"), data.frame(high = 1 * (precincts %% 2 == 0), weight, psu = seq_along(bush), stratum = (seq_along(bush) + 1) %/% 2,
                                   y = kerry, x = log(votes), award = ifelse(bush_won == 1, "Yes", "No")))
tenth <- health[seq(1, nrow(health), 10), ]
tenth <- tenth[ave(tenth$psu, tenth$stratum, FUN = function(p) length(unique(p))) == 2, ] # BRR needs pairs
tenth <- with(tenth, data.frame(high = high_cholesterol, weight, psu, stratum, y = as.numeric(race), x = sex,
                                award = ifelse(race == 2, "Yes", "No")))
for (other in list(list("votes", votes), list("tenth", tenth))) {
  frame <- other[[2]]; rows <- paste0("rows_", other[[1]])
  keep(frame, rows)
  named <- function(kind) paste0(kind, "_", other[[1]])
  paired <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = frame)
  single <- svydesign(if (other[[1]] == "votes") ~psu else ~interaction(stratum, psu), weights = ~weight, data = frame)
  units <- if (other[[1]] == "votes") nrow(frame) else nrow(unique(frame[c("stratum", "psu")]))
  replicate_case(named("brr"), frame, list(type = "BRR"), paired, "BRR", ours = list(rows = rows, kind = "BRR"))
  replicate_case(named("fay"), frame, list(type = "Fay", rho = 0.4), paired, "Fay", fay.rho = 0.4,
                 ours = list(rows = rows, kind = "Fay", rho = 0.4))
  replicate_case(named("jk1"), frame, list(type = "JK1", scale = (units - 1) / units), single, "JK1",
                 ours = list(rows = rows, kind = "JK1"))
  jkn <- as.svrepdesign(paired, type = "JKn", compress = FALSE)
  replicate_case(named("jkn"), frame, list(type = "JKn", scale = jkn$scale, rscales = jkn$rscales), paired, "JKn",
                 ours = list(rows = rows, kind = "JKn", rscales = I(jkn$rscales)))
  set.seed(4)
  replicate_case(named("bootstrap"), frame, list(type = "bootstrap"), single, "subbootstrap", replicates = 30,
                 ours = list(rows = rows, kind = "bootstrap"))
  replicate_case(named("sdr"), frame, list(type = "successive-difference"), single, "JK1", ours = list(rows = rows, kind = "SDR"))
}

# ---- non-response -------------------------------------------------------------------------------------------------

# Weights over the estimated probability of response; scores w z - v A'H^-1 x (r - p) on all rows of the sample.
adjusted <- function(design, y, formula, ours) {
  d <- DESIGNS[[design]]
  frame <- d$variables
  # A third, by a rule that both programs know.
  frame$answered <- as.numeric((seq_len(nrow(frame)) * 7919) %% 101 > 33)
  d$variables <- frame
  keep(data.frame(answered = frame$answered), paste0("answered_", design))
  fit <- fitted_model(update(formula, answered ~ .), d, quasibinomial())
  v <- weights(d, "sampling"); x <- model.matrix(fit); p <- fitted(fit)
  w <- v * frame$answered / p
  score <- function(z) {
    a <- colSums(w * z * (1 - p) * x)
    u <- w * z - v * (frame$answered - p) * n(x %*% (solve(crossprod(x, v * p * (1 - p) * x)) %*% a))
    n(sqrt(survey:::svyrecvar(as.matrix(u), d$cluster, d$strata, d$fpc)))
  }
  z <- frame[[y]]
  mean <- sum(w * z) / sum(w)
  add("response", design, y = y, ours = ours, expected = list(
    weights = sum(w^2), mean = mean, mean_error = score((z - mean) / sum(w)), total = sum(w * z), total_error = score(z)))
}
adjusted("schools", "api00", ~stype, list(by = "stype"))
adjusted("schools", "enroll", ~meals + awards, list(formula = "meals + awards"))
adjusted("districts", "api00", ~awards, list(by = "awards"))
adjusted("districts", "api99", ~ell + meals, list(formula = "ell + meals"))
adjusted("health", "high_cholesterol", ~factor(race), list(by = "race"))
adjusted("health", "high_cholesterol", ~factor(race) + sex, list(formula = "C(race) + sex"))

# ---- imputations -------------------------------------------------------------------------------------------------

set.seed(8)
for (design in c("schools", "districts", "managers")) {
  y <- if (design == "managers") "age_years" else "api00"
  fits <- lapply(1:5, function(i) {
    d <- DESIGNS[[design]]
    d$variables$y <- d$variables[[y]] + rnorm(nrow(d), 0, 40)
    svymean(~y, d)
  })
  for (complete in list(Inf, 60)) {
    pooled <- MIcombine(lapply(fits, coef), lapply(fits, vcov), df.complete = complete)
    add("imputation", design, estimates = I(sapply(fits, coef)), variances = I(sapply(fits, function(f) n(vcov(f)))),
        complete = if (is.finite(complete)) complete else NULL,
        expected = list(estimate = n(coef(pooled)), std_error = n(SE(pooled)), df = n(pooled$df), missinfo = n(pooled$missinfo)))
  }
}

write_json(list(designs = ARGUMENTS, cases = cases), "estimators.json", digits = 15, auto_unbox = TRUE, na = "null", null = "null")
cat(length(cases), "cases\n")
