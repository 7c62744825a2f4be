# Computes what tests/python/survey_stats/test_design_against_r.py compares SurveyDesign with, by R's survey.
#
# Run from this folder:  Rscript designs.R     (or `make reference`; Debian: r-base-core r-cran-survey r-cran-jsonlite)
# Writes designs.json and data/*.csv.gz. The tests need these files only, not R.
#
# designs.json  data: file and text columns of each data set
#               designs: data, arguments of SurveyDesign, calibration, replicate multipliers, weights
#               cases: design, call, its arguments, and the columns that the call must return
# A column that a case does not hold is not compared: R defines no such figure there.
#
# Data: what the package ships (?api, ?nhanes, ?election, ...), and the respondents of this project, from
# seeds/ (synthetic). Population totals are real where the package has the population (apipop, election) and
# for the respondents; elsewhere they are the sample's own, moved by a few per cent.
#
# Where R leaves a choice:
#   intervals    Student's t on degf() of the whole design, for domains too; shares: svyciprop("xlogit"), the
#                closed form of "logit", which cannot be told to iterate to the end
#   design effect against simple random sampling without replacement where there is a fpc, else with
#   quantiles    svyquantile's defaults (qrule "math", Woodruff's interval on the proportion, degf() of the domain);
#                with replicates too, whose variance is then that of the proportion
#   regression, t-test   svyglm's and svyttest's own degrees of freedom, counted inside the subset
#   replicates   variance around the replicates' mean; degrees of freedom as above, at most replicates - 1 (R takes
#                the rank of the weights, which calibrating replicates raises above what the units allow)
#   chi-square   svychisq's statistic, its second degrees of freedom by units minus strata of the domain (R counts so
#                on a plain design; on a calibrated one, whose subset keeps all rows, also the units outside)
#   no variation what the design or the calibration fixes has standard error 0 and no interval, where R shows
#                round-off
#   lonely strata   "adjust" as survey 4.3 and later have it: the deviation of a lone unit is from the mean of all
#                units; 4.1 takes it from zero, which differs for totals and calibrated designs
# R's iterations are run to the end (epsilon 1e-13): its defaults stop early.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
invisible(Sys.setlocale("LC_COLLATE", "C")) # categories in the order of their characters, as in Python
options(warn = 2) # nothing that R warns of is a reference

# survey 4.1's variance within a stratum, with the centre that later versions give to a lone unit.
ALL_UNITS <- NA
onestage <- function(x, strata, clusters, nPSU, fpc, lonely.psu, stage = 0, cal) {
  centre <- colSums(x) / ALL_UNITS
  variances <- lapply(split(seq_len(NROW(x)), factor(strata)), function(index) {
    own <- x[index, , drop = FALSE]
    if (lonely.psu == "adjust" && nPSU[index][1] == 1) own <- own - rep(centre / length(index), each = length(index))
    survey:::onestrat(own, clusters[index], nPSU[index][1], fpc[index], lonely.psu = lonely.psu,
                      stratum = strata[index][1], stage = stage, cal = cal)
  })
  Reduce(`+`, variances)
}
assignInNamespace("onestage", onestage, "survey")

DIGITS <- 15
EPSILON <- 1e-13
REPLICATES <- 40

# ---- data ------------------------------------------------------------------------------------------------

data(api)
data(nhanes)
data(election)
data(crowd)
data(hospital)
data(mu284)
data(fpc)

schools <- function(x) {
  text <- as.character
  data.frame(
    stype = text(x$stype), sch_wide = text(x$sch.wide), comp_imp = text(x$comp.imp), awards = text(x$awards),
    ell_group = text(cut(x$ell, c(-1, 10, 30, 100), labels = c("low", "mid", "high"))),
    meals_group = text(cut(x$meals, c(-1, 25, 50, 100), labels = c("few", "some", "many"))),
    county = x$cname, district = x$dnum,
    api00 = x$api00, api99 = x$api99, growth = x$growth, target = x$target, ell = x$ell, meals = x$meals,
    mobility = x$mobility, enroll = x$enroll, api_stu = x$api.stu, class_size = x$acs.k3,
    improved = as.numeric(x$comp.imp == "Yes"), top = as.numeric(x$api00 >= 800)
  )
}
population <- schools(apipop)
districts <- function(by) tapply(population$district, by, function(d) length(unique(d)))
schools_in <- table(population$stype)

srs <- cbind(schools(apisrs), weight = apisrs$pw, population_size = 6194)
srs$county_schools <- as.numeric(table(population$county)[srs$county])
strat <- cbind(schools(apistrat), weight = apistrat$pw)
strat$population_size <- as.numeric(schools_in[strat$stype])
clus1 <- cbind(schools(apiclus1), weight = apiclus1$pw, population_size = 757)
clus2 <- cbind(schools(apiclus2), weight = apiclus2$pw, population_size = 757)
clus2$county_districts <- as.numeric(districts(population$county)[clus2$county])
clus2$school <- apiclus2$snum
clus2$district_schools <- as.numeric(apiclus2$fpc2)
# Every fourth school of the population file, with weights that vary inside the strata. District numbers
# repeat across school types: 1,549 schools in 3 strata.
quart <- population[seq(1, nrow(population), by = 4), ]
quart$weight <- as.numeric(schools_in[quart$stype]) / as.numeric(table(quart$stype)[quart$stype]) *
  c(few = 0.8, some = 1, many = 1.3)[quart$meals_group]
quart$population_size <- as.numeric(districts(population$stype)[quart$stype])

health <- nhanes # clusters are numbered 1 to 3 in every stratum
names(health) <- c("psu", "stratum", "weight", "high_cholesterol", "race", "age", "sex")
health$age <- as.character(health$age)

counties <- election_pps
counties <- data.frame(
  bush = counties$Bush / 1000, kerry = counties$Kerry / 1000, votes = counties$votes / 1000,
  precincts = counties$TotPrecincts, bush_won = as.numeric(counties$Bush > counties$Kerry), weight = counties$wt
)
hospitals <- data.frame(
  level = hospital$oblevel, births = hospital$births, large = as.numeric(hospital$births > 1000),
  weight = hospital$weighta, population_size = hospital$tothosp
)
municipalities <- data.frame(
  municipality = mu284$id1, y = mu284$y1, weight = 50 / 5 * mu284$n2 / 3, population_size = mu284$n1
)
small <- setNames(fpc, c("stratum", "psu", "weight", "n", "population_size", "x"))
ambulances <- data.frame( # ?scd, whose data are typed in its example
  area = c(1, 1, 2, 2, 3, 3), ambulance = c(1, 2, 1, 2, 1, 2), weight = 1,
  arrests = c(120, 78, 185, 228, 670, 530), alive = c(25, 24, 30, 49, 80, 70)
)

# The project's respondents, derived as models/intermediate/ does: complete answers, non-managers included.
seeds <- file.path("..", "..", "..", "..", "seeds")
answers <- read.csv(file.path(seeds, "survey", "survey_response.csv"))
register <- read.csv(file.path(seeds, "register", "register_sample.csv"))
totals <- read.csv(file.path(seeds, "register", "population_totals.csv"))
answers <- merge(answers[answers$status_code == 1 & !is.na(answers$q1), ], register, by = "person_id")
valid <- function(x, missing) ifelse(x %in% missing, NA, x)
stratum_population <- with(totals[totals$variable == "total", ], setNames(population_n, stratum_code))
respondents <- with(answers, data.frame(
  stratum = stratum_code, gender = gender_code, age_group = findInterval(age_years, c(18, 40, 50, 60)),
  origin = origin_code, education = education_code, industry10 = industry_code, region = region_code,
  is_manager = as.numeric(q1 != 4), leader_type = ifelse(q1 == 4, "none", paste0("type", q1)), age_years = age_years,
  is_trained = as.numeric(valid(q18, NA) < 3), training_status = q18,
  desire = (q15 - 1) * 25, experience_years = valid(q2, 99), employees = valid(q3, 101),
  organisation_size = valid(q5, 5), well_being = valid(q11_4, 6), conflicts = valid(q11_1, 6),
  training_year = valid(q20, 99), accepts = q26, realistic = q29, financing = v3
))
respondents$population_size <- as.numeric(stratum_population[as.character(respondents$stratum)])
respondents$weight <- with(respondents, population_size / as.numeric(table(stratum)[as.character(stratum)]))

DATA <- list(
  apisrs = srs, apistrat = strat, apiclus1 = clus1, apiclus2 = clus2, apiquart = quart, nhanes = health,
  election = counties, hospital = hospitals, mu284 = municipalities, fpc = small, scd = ambulances, crowd = crowd,
  respondents = respondents
)

# Domains: the condition for SurveyDesign (SQL) and for R. A missing value is in no domain, in both.
school_domains <- list(
  elementary = c("stype = 'E'", "stype == 'E'"),
  poor_awarded = c("meals > 40 and awards = 'Yes'", "meals > 40 & awards == 'Yes'"),
  smaller = c("enroll < 800", "enroll < 800"),
  two_types = c("stype in ('E', 'M')", "stype %in% c('E', 'M')")
)
DOMAINS <- list(
  apisrs = school_domains, apistrat = school_domains, apiclus1 = school_domains, apiclus2 = school_domains,
  apiquart = school_domains,
  nhanes = list(
    women = c("sex = 2", "sex == 2"),
    adults = c("age <> '(0,19]'", "age != '(0,19]'"),
    old_men = c("sex = 1 and age = '(59,Inf]'", "sex == 1 & age == '(59,Inf]'")
  ),
  election = list(large = c("precincts > 200", "precincts > 200")),
  hospital = list(upper = c("level >= 2", "level >= 2")),
  respondents = list(
    managers = c("is_manager = 1", "is_manager == 1"),
    trained = c("is_trained = 1", "is_trained == 1"),
    young_women = c("gender = 2 and age_group = 1 and is_manager = 1",
                    "gender == 2 & age_group == 1 & is_manager == 1"),
    satisfied = c("well_being >= 4", "well_being >= 4")
  )
)

# ---- designs ---------------------------------------------------------------------------------------------

# Population counts of a variable, or the sum of a numeric one, as rows of `margins`.
margin <- function(variable, frame, within = NULL) {
  one <- function(part) {
    if (is.numeric(part[[variable]])) {
      return(data.frame(variable = variable, category = NA, total = sum(part[[variable]])))
    }
    counts <- table(part[[variable]])
    data.frame(variable = variable, category = names(counts), total = as.numeric(counts))
  }
  if (is.null(within)) return(one(frame))
  do.call(rbind, lapply(split(frame, frame[[within]]), function(part) {
    cbind(setNames(data.frame(part[[within]][1]), within), one(part))
  }))
}
margins_of <- function(variables, frame = population, within = NULL) {
  do.call(rbind, lapply(variables, margin, frame = frame, within = within))
}
intercept <- function(total) data.frame(variable = "(intercept)", category = NA, total = total)

# The respondents' margins are delivered as counts.
respondent_margins <- function(variables, within = TRUE) {
  rows <- totals[totals$variable %in% ifelse(variables == "industry10", "industry", variables), ]
  rows$variable[rows$variable == "industry"] <- "industry10"
  out <- data.frame(stratum = rows$stratum_code, variable = rows$variable, category = as.numeric(rows$category_code),
                    total = rows$population_n)
  out <- out[out$total > 0, ]
  if (!within) out <- aggregate(total ~ variable + category, out, sum)
  out[order(match(out$variable, variables)), ]
}

# R's calibrate() on the totals that the margins hold. `within` crosses every variable with it.
calibrated <- function(design, margins, method, bounds = NULL, within = NULL) {
  numeric <- setdiff(margins$variable[is.na(margins$category)], "(intercept)")
  factors <- setdiff(unique(margins$variable), c(numeric, "(intercept)"))
  columns <- c(sprintf("factor(%s)", factors), numeric)
  group <- if (is.null(within)) rep("all", nrow(margins)) else as.character(margins[[within]])
  groups <- sort(unique(group))
  value <- function(variable, categories = margins$category) {
    rows <- margins$variable == variable & margins$category %in% categories
    sapply(groups, function(g) sum(margins$total[rows & group == g]))
  }
  terms <- list(`(Intercept)` = value(c(factors, "(intercept)")[1]))
  for (v in factors) {
    for (category in sort(unique(margins$category[margins$variable == v]))[-1]) {
      terms[[sprintf("factor(%s)%s", v, category)]] <- value(v, category)
    }
  }
  for (v in numeric) terms[[v]] <- value(v)
  formula <- paste(columns, collapse = " + ")
  wanted <- sapply(terms, sum)
  if (!is.null(within)) {
    formula <- sprintf("factor(%s) * (%s)", within, formula)
    for (g in groups[-1]) {
      prefix <- sprintf("factor(%s)%s", within, g)
      crossed <- sapply(terms, function(t) t[[g]])
      names(crossed) <- ifelse(names(terms) == "(Intercept)", prefix, paste0(prefix, ":", names(terms)))
      wanted <- c(wanted, crossed)
    }
  }
  formula <- as.formula(paste("~", formula))
  in_order <- colnames(model.matrix(formula, design$variables))
  stopifnot(setequal(in_order, names(wanted)))
  arguments <- list(design, formula, wanted[in_order], calfun = method,
                    epsilon = EPSILON, maxit = 1000)
  if (!is.null(bounds)) arguments$bounds <- bounds
  if (inherits(design, "svyrep.design")) arguments$compress <- FALSE
  do.call(calibrate, arguments)
}

plain_design <- function(frame, spec) {
  as_formula <- function(column) if (is.null(column)) NULL else as.formula(paste("~", paste(column, collapse = " + ")))
  svydesign(
    ids = if (is.null(spec$clusters)) ~1 else as_formula(spec$clusters), strata = as_formula(spec$strata),
    weights = as_formula(spec$weight), fpc = as_formula(spec$fpc), data = frame, nest = !is.null(spec$strata)
  )
}

designs <- list() # what is stored
built <- list() # R's designs, and what the statistics need to know about them
multipliers <- list()

multipliers_file <- function(data) file.path("data", paste0(data, "_multipliers.csv.gz"))

add_design <- function(name, data, weight = "weight", strata = NULL, clusters = NULL, fpc = NULL, lonely = NULL,
                       calibration = NULL, replicate = FALSE) {
  frame <- DATA[[data]]
  spec <- list(weight = weight, strata = strata, clusters = clusters, fpc = fpc, lonely = lonely)
  spec <- spec[!sapply(spec, is.null)]
  plain <- design <- plain_design(frame, spec)
  stored <- list(data = data, arguments = spec)
  if (replicate) {
    # The multipliers of the Rao-Wu bootstrap (n_h - 1 of n_h units), as as.svrepdesign("subbootstrap") draws them.
    set.seed(20240122)
    drawn <- survey:::subbootweights(design$strata[, 1], design$cluster[, 1], REPLICATES, compress = FALSE)$repweights
    drawn <- matrix(as.numeric(drawn), nrow(frame))
    multipliers[[data]] <<- drawn
    design <- svrepdesign(data = frame, weights = as.formula(paste0("~", weight)), repweights = drawn,
                          type = "bootstrap", combined.weights = FALSE, scale = 1 / (REPLICATES - 1),
                          rscales = rep(1, REPLICATES), mse = FALSE)
    stored$multipliers <- multipliers_file(data)
  }
  if (!is.null(calibration)) {
    # One calibration, or several in turn.
    steps <- if ("margins" %in% names(calibration)) list(calibration) else calibration
    for (step in steps) design <- do.call(calibrated, c(list(design), step))
    stored$calibrations <- I(lapply(steps, function(step) {
      c(list(margins = lapply(as.list(step$margins), I), method = step$method),
        step[intersect(c("bounds", "within"), names(step))])
    }))
    w <- weights(design, "sampling")
    # About a hundred of the weights, and two sums over all.
    rows <- seq(1, length(w), by = max(1, length(w) %/% 100))
    stored$weights <- list(row = rows - 1, weight = unname(w[rows]), sum = sum(w), sum_of_squares = sum(w^2))
  }
  df <- degf(plain)
  if (replicate) df <- min(df, REPLICATES - 1)
  designs[[name]] <<- stored
  built[[name]] <<- list(data = data, design = design, plain = plain, replicate = replicate, df = df,
                         lonely = if (is.null(lonely)) "fail" else lonely, srs = if (is.null(fpc)) "replace" else TRUE)
}

# ---- statistics ------------------------------------------------------------------------------------------

# What all of them need of a design `b`, as add_design() has built it.

one_sided <- function(columns) as.formula(paste("~", paste(columns, collapse = " + ")))

domain_of <- function(b, domain) {
  if (is.null(domain)) return(rep(TRUE, nrow(b$design$variables)))
  member <- eval(parse(text = DOMAINS[[b$data]][[domain]][2]), b$design$variables)
  member & !is.na(member)
}
part_of <- function(design, member) {
  design$variables$.member <- member
  subset(design, .member)
}
# Units minus strata among some rows: what svyglm, svyttest and svychisq go by.
inner_df <- function(b, used) {
  df <- degf(part_of(b$plain, used))
  if (b$replicate) min(df, REPLICATES - 1) else df
}
compact <- function(x) x[!sapply(x, is.null)]

# Rows of expected figures, one list a row, as columns.
columns_of <- function(rows) {
  names <- unique(unlist(lapply(rows, names)))
  setNames(lapply(names, function(n) I(unname(unlist(lapply(rows, `[[`, n))))), names)
}
# The rows that `figures(member)` gives for each group of `by` inside a domain, in order.
by_group <- function(b, by, domain, figures) {
  inside <- domain_of(b, domain)
  if (is.null(by)) return(columns_of(figures(inside)))
  frame <- b$design$variables[by]
  present <- unique(frame[inside, , drop = FALSE])
  present <- present[do.call(order, unname(present)), , drop = FALSE]
  columns_of(do.call(c, lapply(seq_len(nrow(present)), function(i) {
    values <- as.list(present[i, , drop = FALSE])
    member <- inside & Reduce(`&`, Map(function(v, x) frame[[v]] == x, by, values))
    lapply(figures(member), function(row) c(values, row))
  })))
}
counts <- function(b, member, complete) {
  used <- member & complete
  list(degrees_of_freedom = b$df, n_unweighted = sum(used), n_weighted = sum(weights(b$design, "sampling")[used]),
       n_missing = sum(member & !complete))
}
t_interval <- function(estimate, se, df) {
  t <- if (df > 0) qt(0.975, df) else NaN
  list(ci_low = estimate - t * se, ci_high = estimate + t * se)
}
# Estimate, standard error, interval and (where R gives it) design effect of one figure. What the design or the
# calibration fixes has R's round-off as standard error; it is stored as the zero that it is, without an interval.
# A constant has no design effect.
NOTHING <- 1e-9
figures_of <- function(b, stat) {
  estimate <- coef(stat)[[1]]
  se <- as.numeric(SE(stat))[1]
  deff <- as.numeric(attr(stat, "deff"))[1]
  if (!is.na(deff) && (deff > 1e20 || !is.finite(deff))) deff <- NaN
  fixed <- se < NOTHING * abs(estimate) || (!is.na(deff) && deff < NOTHING^2)
  if (fixed) {
    se <- 0
    deff <- 0 * deff
  }
  c(list(estimate = estimate, std_error = se), t_interval(estimate, if (fixed) NaN else se, b$df),
    if (!is.null(attr(stat, "deff"))) list(design_effect = deff))
}
means_or_totals <- function(fun) {
  function(b, y, by = NULL, domain = NULL) {
    by_group(b, by, domain, function(member) {
      lapply(y, function(outcome) {
        complete <- !is.na(b$design$variables[[outcome]])
        part <- part_of(b$design, member & complete)
        stat <- fun(one_sided(outcome), part, deff = b$srs, na.rm = TRUE)
        if (b$lonely == "adjust" && identical(fun, svytotal)) {
          # Lone units outside the domain deviate from the mean of all units, too: they must be in the design.
          b$design$variables$.y <- ifelse(member & complete, b$design$variables[[outcome]], 0)
          deff <- attr(stat, "deff") / attr(stat, "var")
          attr(stat, "var")[] <- vcov(svytotal(~.y, b$design))
          attr(stat, "deff")[] <- deff * attr(stat, "var")
        }
        c(list(outcome = outcome), figures_of(b, stat), counts(b, member, complete))
      })
    })
  }
}

# The quantile as svyquantile documents it: the smallest value whose cumulated share of the weights is at least p
# (Hyndman & Fan 1996, definition 1). survey 4.1-1 computes it, except that rounding decides where the share is
# exactly p, and that below the share of the smallest value it gives the second. The definition stands there.
exceptions <- 0
quantile_rule <- function(x, w, p) {
  x <- x[w > 0]
  w <- w[w > 0]
  values <- sort(unique(x))
  share <- cumsum(tapply(w, factor(x, values), sum)) / sum(w)
  value <- values[which(share >= p - 1e-12)[1]]
  theirs <- survey:::qrule_math(x, w, p)
  if (!identical(as.numeric(value), as.numeric(theirs))) {
    stopifnot(min(abs(share - p)) < 1e-12 || p < share[1])
    exceptions <<- exceptions + 1
  }
  value
}

# One function a method of SurveyDesign, with its arguments in its order: the columns that it must return.
STATISTICS <- list(
  mean = means_or_totals(svymean),
  total = means_or_totals(svytotal),
  share = function(b, y, by = NULL, domain = NULL) {
    inside <- domain_of(b, domain)
    by_group(b, by, domain, function(member) {
      do.call(c, lapply(y, function(outcome) {
        x <- b$design$variables[[outcome]]
        complete <- !is.na(x)
        # A 0/1 variable has the share of 1, any other one share for each category of the domain.
        categories <- if (all(x %in% c(0, 1, NA))) 1 else sort(unique(x[inside & complete]))
        lapply(categories, function(category) {
          b$design$variables$.y <- as.numeric(complete & x == category)
          part <- part_of(b$design, member & complete)
          figures <- figures_of(b, svymean(~.y, part, deff = b$srs))
          if (length(unique(b$design$variables$.y[member & complete])) < 2) {
            figures[c("std_error", "ci_low", "ci_high", "design_effect")] <- list(0, NaN, NaN, NaN)
          } else if (figures$std_error > 0) {
            interval <- attr(svyciprop(~.y, part, method = "xlogit", df = b$df), "ci")
            figures[c("ci_low", "ci_high")] <- as.list(interval)
          }
          c(list(outcome = outcome, category = category), figures, counts(b, member, complete))
        })
      }))
    })
  },
  ratio = function(b, numerator, denominator, by = NULL, domain = NULL) {
    complete <- complete.cases(b$design$variables[c(numerator, denominator)])
    by_group(b, by, domain, function(member) {
      # svyratio has no design effect for replicates.
      stat <- svyratio(one_sided(numerator), one_sided(denominator), part_of(b$design, member & complete),
                       deff = if (b$replicate) FALSE else b$srs, na.rm = TRUE)
      list(c(list(outcome = numerator, denominator = denominator), figures_of(b, stat), counts(b, member, complete)))
    })
  },
  quantile = function(b, y, q, by = NULL, domain = NULL) {
    by_group(b, by, domain, function(member) {
      do.call(c, lapply(y, function(outcome) {
        complete <- !is.na(b$design$variables[[outcome]])
        part <- part_of(b$design, member & complete)
        lapply(q, function(p) {
          df <- inner_df(b, member & complete)
          figures <- svyquantile(one_sided(outcome), part, p, df = df, qrule = quantile_rule, na.rm = TRUE)[[1]]
          # The interval is that of the share of values up to the quantile; none if that share is fixed.
          b$design$variables$.y <- as.numeric(complete & b$design$variables[[outcome]] <= figures[1])
          if (SE(svymean(~.y, part_of(b$design, member & complete))) < NOTHING) figures[2:4] <- NaN
          c(list(outcome = outcome, probability = p, estimate = figures[1], std_error = figures[4],
                 ci_low = figures[2], ci_high = figures[3]),
            modifyList(counts(b, member, complete), list(degrees_of_freedom = df)))
        })
      }))
    })
  },
  regress = function(b, formula, domain = NULL) {
    frame <- b$design$variables
    member <- domain_of(b, domain)
    r_formula <- as.formula(gsub("C\\((\\w+)\\)", "factor(\\1)", formula))
    used <- member & complete.cases(frame[all.vars(r_formula)])
    fit <- svyglm(r_formula, part_of(b$design, member))
    beta <- coef(fit)
    se <- sqrt(diag(vcov(fit)))
    df <- inner_df(b, used) + 1 - length(beta)
    stopifnot(!anyNA(beta), b$replicate || df == fit$df.residual)
    t <- qt(0.975, df)
    terms <- list(
      term = sub("(Intercept)", "(intercept)", fixed = TRUE,
                 gsub("factor\\((\\w+)\\)([^:]+)", "\\1[\\2]", names(beta))),
      estimate = beta, std_error = se, statistic = beta / se, p_value = 2 * pt(-abs(beta / se), df),
      ci_low = beta - t * se, ci_high = beta + t * se, degrees_of_freedom = rep(df, length(beta))
    )
    w <- weights(b$design, "sampling")[used]
    y <- frame[[all.vars(r_formula)[1]]][used]
    residual <- y - model.matrix(r_formula, frame[used, ]) %*% beta
    list(terms = lapply(terms, function(column) I(unname(column))), vcov = matrix(vcov(fit), length(beta)),
         n_unweighted = sum(used), r_squared = 1 - sum(w * residual^2) / sum(w * (y - weighted.mean(y, w))^2))
  },
  ttest = function(b, y, by, domain = NULL) {
    group <- b$design$variables[[by]]
    member <- domain_of(b, domain) & !is.na(b$design$variables[[y]])
    expected <- columns_of(combn(sort(unique(group[member])), 2, simplify = FALSE, FUN = function(pair) {
      used <- member & group %in% pair
      b$design$variables$.second <- as.numeric(group == pair[2])
      test <- svyttest(as.formula(paste(y, "~ .second")), part_of(b$design, used))
      difference <- -test$estimate[[1]] # R's is the second less the first
      t <- -test$statistic[[1]]
      df <- inner_df(b, used) - 1
      stopifnot(b$replicate || df == test$parameter[[1]])
      c(list(outcome = y, by = by, group_a = pair[1], group_b = pair[2], difference = difference,
             std_error = difference / t, statistic = t, degrees_of_freedom = df, p_value = 2 * pt(-abs(t), df),
             n_unweighted = sum(used)), t_interval(difference, difference / t, df))
    }))
    c(expected, list(p_value_holm = I(p.adjust(expected$p_value, "holm"))))
  },
  chisq = function(b, row, column, domain = NULL) {
    used <- domain_of(b, domain)
    complete <- used & complete.cases(b$design$variables[c(row, column)])
    cross <- one_sided(c(row, column))
    test <- svychisq(cross, part_of(b$design, used), statistic = "F")
    first <- test$parameter[[1]]
    second <- first * inner_df(b, used)
    is_plain <- !b$replicate && is.null(b$design$postStrata)
    stopifnot(!is_plain || abs(second / test$parameter[[2]] - 1) < 1e-12)
    # svychisq's own Pearson statistic is scaled to all rows, those outside the domain included.
    table <- svytable(cross, part_of(b$design, complete), Ntotal = sum(complete))
    lapply(list(
      statistic = test$statistic[[1]], numerator_df = first, denominator_df = second,
      p_value = pf(test$statistic[[1]], first, second, lower.tail = FALSE),
      pearson = chisq.test(table, correct = FALSE)$statistic[[1]], n_unweighted = sum(complete)
    ), I)
  }
)

cases <- list()
run <- function(name, call, ..., by = NULL, domain = NULL) {
  b <- built[[name]]
  options(survey.lonely.psu = b$lonely)
  ALL_UNITS <<- degf(b$plain) + length(unique(b$plain$strata[, 1]))
  # On a calibrated design, the rows outside a domain have weight zero, and glm() warns of its own dispersion. And
  # chisq.test() warns that the p-value of its simple random sample may be off. Neither is used.
  not_used <- "zero weight not used for calculating dispersion|Chi-squared approximation may be incorrect"
  expected <- withCallingHandlers(
    do.call(STATISTICS[[call]], compact(list(quote(b), ..., by = by, domain = domain))),
    warning = function(w) if (grepl(not_used, conditionMessage(w))) invokeRestart("muffleWarning")
  )
  options <- compact(list(by = by, domain = if (!is.null(domain)) DOMAINS[[b$data]][[domain]][1]))
  cases[[length(cases) + 1]] <<- list(design = name, call = call, arguments = list(...), options = options,
                                      expected = expected)
}

# ---- the matrix ------------------------------------------------------------------------------------------

# Plain designs: weights as given.
add_design("srs", "apisrs")
add_design("srs, fpc", "apisrs", fpc = "population_size")
add_design("stratified", "apistrat", strata = "stype")
add_design("stratified, fpc", "apistrat", strata = "stype", fpc = "population_size")
add_design("clustered", "apiclus1", clusters = "district")
add_design("clustered, fpc", "apiclus1", clusters = "district", fpc = "population_size")
add_design("clustered, unequal weights", "apiclus2", clusters = "district")
add_design("clustered, unequal weights, fpc", "apiclus2", clusters = "district", fpc = "population_size")
# Districts, then schools of each: both have their finite population correction.
add_design("two stages, fpc", "apiclus2", clusters = c("district", "school"),
           fpc = c("population_size", "district_schools"))
add_design("stratified, nested clusters", "apiquart", strata = "stype", clusters = "district")
add_design("stratified, nested clusters, fpc", "apiquart", strata = "stype", clusters = "district",
           fpc = "population_size")
add_design("stratified, weights vary", "apiquart", strata = "stype")
add_design("lonely schools", "apisrs", strata = "county", lonely = "adjust")
add_design("lonely schools, fpc", "apisrs", strata = "county", fpc = "county_schools", lonely = "adjust")
add_design("lonely districts", "apiclus2", strata = "county", clusters = "district", lonely = "adjust")
add_design("lonely districts, fpc", "apiclus2", strata = "county", clusters = "district", fpc = "county_districts",
           lonely = "adjust")
add_design("nhanes", "nhanes", strata = "stratum", clusters = "psu")
add_design("election, unequal weights", "election")
add_design("hospitals", "hospital", strata = "level", fpc = "population_size")
add_design("mu284, first stage", "mu284", clusters = "municipality", fpc = "population_size")
add_design("fpc", "fpc", strata = "stratum", clusters = "psu", fpc = "population_size")
add_design("ambulances", "scd", strata = "area", clusters = "ambulance")
add_design("crowding", "crowd", strata = "stratum", clusters = "cluster")
add_design("respondents", "respondents", strata = "stratum")
add_design("respondents, fpc", "respondents", strata = "stratum", fpc = "population_size")

# Calibrated designs. Categories, numeric variables and both; inside strata or not; by each method.
add_design("srs, linear numeric", "apisrs", calibration = list(
  margins = rbind(intercept(6194), margins_of(c("api99", "meals"))), method = "linear"))
add_design("srs, fpc, raked on mixed", "apisrs", fpc = "population_size", calibration = list(
  margins = margins_of(c("stype", "api99")), method = "raking"))
add_design("stratified, raked", "apistrat", strata = "stype", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "comp_imp")), method = "raking"))
add_design("stratified, fpc, raked", "apistrat", strata = "stype", fpc = "population_size", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "comp_imp")), method = "raking"))
add_design("stratified, fpc, raked within", "apistrat", strata = "stype", fpc = "population_size", calibration = list(
  margins = margins_of(c("sch_wide", "ell_group"), within = "stype"), method = "raking", within = "stype"))
# No school gets an award that has not met its schoolwide target: the variables are collinear.
add_design("stratified, raked on collinear", "apistrat", strata = "stype", calibration = list(
  margins = margins_of(c("awards", "sch_wide", "comp_imp")), method = "raking"))
add_design("stratified, fpc, linear", "apistrat", strata = "stype", fpc = "population_size", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "api99", "meals")), method = "linear"))
add_design("stratified, linear within", "apistrat", strata = "stype", calibration = list(
  margins = margins_of(c("comp_imp", "api99"), within = "stype"), method = "linear", within = "stype"))
add_design("stratified, fpc, logit", "apistrat", strata = "stype", fpc = "population_size", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "api99")), method = "logit", bounds = c(0.6, 1.5)))
add_design("stratified, linear bounded", "apistrat", strata = "stype", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "api99")), method = "linear", bounds = c(0.8, 1.25)))
add_design("stratified, raked bounded", "apistrat", strata = "stype", calibration = list(
  margins = margins_of(c("stype", "sch_wide", "api99")), method = "raking", bounds = c(0.8, 1.25)))
add_design("stratified, fpc, raked then linear", "apistrat", strata = "stype", fpc = "population_size",
           calibration = list(
  list(margins = margins_of(c("stype", "sch_wide")), method = "raking"),
  list(margins = rbind(intercept(6194), margins_of("api99")), method = "linear")))
add_design("clustered, fpc, linear", "apiclus1", clusters = "district", fpc = "population_size", calibration = list(
  margins = margins_of(c("stype", "api99")), method = "linear"))
add_design("clustered, raked", "apiclus1", clusters = "district", calibration = list(
  margins = margins_of(c("stype", "sch_wide")), method = "raking"))
add_design("clustered, logit", "apiclus1", clusters = "district", calibration = list(
  margins = margins_of(c("stype", "api99")), method = "logit", bounds = c(0.1, 4)))
add_design("two stages, fpc, linear", "apiclus2", clusters = c("district", "school"),
           fpc = c("population_size", "district_schools"), calibration = list(
             margins = margins_of(c("stype", "api99")), method = "linear"))
add_design("nested clusters, fpc, raked within", "apiquart", strata = "stype", clusters = "district",
           fpc = "population_size", calibration = list(
  margins = margins_of(c("sch_wide", "ell_group", "meals_group"), within = "stype"), method = "raking",
  within = "stype"))
add_design("nested clusters, linear mixed within", "apiquart", strata = "stype", clusters = "district",
           calibration = list(
  margins = margins_of(c("meals_group", "comp_imp", "api99"), within = "stype"), method = "linear", within = "stype"))
add_design("nested clusters, logit", "apiquart", strata = "stype", clusters = "district", calibration = list(
  margins = margins_of(c("stype", "meals_group", "comp_imp", "ell")), method = "logit", bounds = c(0.3, 3)))
add_design("lonely districts, raked", "apiclus2", strata = "county", clusters = "district", lonely = "adjust",
           calibration = list(margins = margins_of(c("stype", "sch_wide")), method = "raking"))
add_design("election, linear numeric", "election", calibration = list(
  margins = data.frame(variable = c("(intercept)", "bush", "kerry"), category = NA,
                       total = c(nrow(election), sum(election$Bush) / 1000, sum(election$Kerry) / 1000)),
  method = "linear"))
add_design("hospitals, linear mixed", "hospital", strata = "level", fpc = "population_size", calibration = list(
  margins = data.frame(variable = c("level", "level", "level", "births"), category = c(1, 2, 3, NA),
                       total = c(42, 99, 17, 180000)),
  method = "linear"))
# No population totals come with nhanes: the weighted sample's, men and the young moved up a little.
moved <- function(variable, factors) {
  totals <- tapply(health$weight, health[[variable]], sum) * factors
  totals <- round(totals / sum(totals) * 276e6)
  totals[1] <- totals[1] + 276e6 - sum(totals)
  data.frame(variable = variable, category = names(totals), total = as.numeric(totals))
}
health_margins <- rbind(moved("sex", c(1.03, 0.97)), moved("age", c(1.04, 1.02, 0.97, 0.95)),
                        moved("race", c(1.1, 0.98, 0.95, 1.2)))
add_design("nhanes, raked", "nhanes", strata = "stratum", clusters = "psu", calibration = list(
  margins = health_margins, method = "raking"))
weighting <- c("gender", "age_group", "origin", "education", "industry10")
add_design("respondents, fpc, raked within", "respondents", strata = "stratum", fpc = "population_size",
           calibration = list(margins = respondent_margins(weighting), method = "raking", within = "stratum"))
add_design("respondents, raked within", "respondents", strata = "stratum", calibration = list(
  margins = respondent_margins(weighting), method = "raking", within = "stratum"))
add_design("respondents, fpc, logit within", "respondents", strata = "stratum", fpc = "population_size",
           calibration = list(margins = respondent_margins(weighting), method = "logit", bounds = c(0.2, 5),
                              within = "stratum"))
add_design("respondents, fpc, linear", "respondents", strata = "stratum", fpc = "population_size", calibration = list(
  margins = respondent_margins(weighting, within = FALSE), method = "linear"))

# rake() and calibrate() find the same weights and give different standard errors: rake() takes out unweighted
# means of the margins in ten sweeps, calibrate() the residuals of a base-weighted regression on the calibration
# variables. SurveyDesign gives the second; the first stands here to show that the difference is meant.
raked_by_sweeps <- function(name, margins) {
  plain <- plain_design(DATA[[designs[[name]]$data]], designs[[name]]$arguments)
  known <- designs[[name]]$calibrations[[1]]$margins
  counts <- lapply(margins, function(v) {
    rows <- known$variable == v
    setNames(data.frame(known$category[rows], known$total[rows]), c(v, "Freq"))
  })
  raked <- rake(plain, lapply(margins, one_sided), counts,
                control = list(maxit = 1000, epsilon = EPSILON))
  w <- weights(raked)
  rows <- designs[[name]]$weights$row + 1
  outcomes <- c("api00", "api99", "growth", "ell")
  figures <- svymean(one_sided(outcomes), raked)
  list(design = name, weight = unname(w[rows]), y = outcomes, estimate = unname(coef(figures)),
       std_error = unname(SE(figures)))
}
raked <- list(raked_by_sweeps("stratified, fpc, raked", c("stype", "sch_wide", "comp_imp")),
              raked_by_sweeps("stratified, raked", c("stype", "sch_wide", "comp_imp")))

# Replicate weights of 40 bootstrap draws, with and without calibrating each.
add_design("replicated", "apistrat", strata = "stype", replicate = TRUE)
add_design("replicated, raked", "apistrat", strata = "stype", replicate = TRUE, calibration = list(
  margins = margins_of(c("stype", "sch_wide")), method = "raking"))
add_design("replicated, linear mixed", "apistrat", strata = "stype", replicate = TRUE, calibration = list(
  margins = margins_of(c("stype", "api99")), method = "linear"))
add_design("replicated clusters", "apiclus1", clusters = "district", replicate = TRUE)
add_design("replicated clusters, raked", "apiclus1", clusters = "district", replicate = TRUE, calibration = list(
  margins = margins_of("stype"), method = "raking"))

for (r in raked) run(r$design, "mean", r$y)

school_cases <- function(name, wide = TRUE) {
  run(name, "mean", c("api00", "enroll", "class_size"))
  run(name, "mean", c("api00", "growth"), by = "stype")
  run(name, "share", c("improved", "top"))
  run(name, "share", c("stype", "ell_group"))
  run(name, "total", c("enroll", "improved"), domain = "poor_awarded")
  run(name, "ratio", "api_stu", "enroll")
  run(name, "quantile", c("api00", "enroll"), c(0.1, 0.25, 0.5, 0.9))
  run(name, "regress", "api00 ~ ell + meals + C(stype)")
  run(name, "ttest", "api00", "stype")
  run(name, "chisq", "stype", "awards")
  if (!wide) return(invisible())
  run(name, "mean", c("api00", "enroll"), domain = "poor_awarded")
  run(name, "mean", "api00", by = c("awards", "stype"), domain = "two_types")
  run(name, "share", c("improved", "ell_group"), by = "stype")
  run(name, "share", "improved", domain = "smaller")
  run(name, "total", c("enroll", "target"))
  run(name, "total", "api_stu", by = "stype", domain = "smaller")
  run(name, "ratio", "api_stu", "enroll", by = "stype")
  run(name, "ratio", "growth", "target", domain = "elementary")
  run(name, "quantile", "growth", c(0.05, 0.5, 0.75), by = "stype")
  run(name, "quantile", "target", 0.5, domain = "poor_awarded")
  run(name, "regress", "enroll ~ C(sch_wide) + C(ell_group) + api99", domain = "elementary")
  run(name, "regress", "improved ~ growth + C(awards)", domain = "smaller")
  run(name, "regress", "api00 ~ class_size + C(comp_imp) + C(meals_group)")
  run(name, "regress", "api00 ~ ell * C(comp_imp) + mobility")
  run(name, "ttest", "enroll", "comp_imp", domain = "two_types")
  run(name, "ttest", "improved", "ell_group")
  run(name, "chisq", "awards", "ell_group", domain = "two_types")
  run(name, "chisq", "meals_group", "ell_group") # empty cells in some samples
}
wide_schools <- c(
  "srs", "srs, fpc", "stratified", "stratified, fpc", "clustered", "clustered, fpc", "clustered, unequal weights",
  "stratified, nested clusters", "stratified, nested clusters, fpc", "lonely schools", "lonely districts",
  "stratified, raked", "stratified, fpc, raked within", "stratified, fpc, linear", "clustered, fpc, linear",
  "nested clusters, fpc, raked within", "replicated", "replicated, raked"
)
for (name in names(built)) {
  if (grepl("^api", built[[name]]$data)) school_cases(name, wide = name %in% wide_schools)
}
for (name in c("nhanes", "nhanes, raked")) {
  run(name, "mean", "high_cholesterol", by = c("sex", "age"))
  run(name, "share", "high_cholesterol")
  run(name, "share", "high_cholesterol", by = "race", domain = "adults")
  run(name, "share", "age", domain = "women")
  run(name, "share", "race", by = "sex")
  run(name, "total", "high_cholesterol", by = "sex", domain = "adults")
  run(name, "ratio", "high_cholesterol", "sex", domain = "old_men")
  run(name, "quantile", "race", c(0.25, 0.5, 0.9), by = "sex")
  run(name, "regress", "high_cholesterol ~ C(age) + C(race) + sex")
  run(name, "regress", "high_cholesterol ~ C(race)", domain = "old_men")
  run(name, "ttest", "high_cholesterol", "sex", domain = "adults")
  run(name, "ttest", "high_cholesterol", "race")
  run(name, "chisq", "race", "age")
  run(name, "chisq", "high_cholesterol", "race", domain = "women")
}
for (name in c("election, unequal weights", "election, linear numeric")) {
  run(name, "mean", c("votes", "precincts"))
  # Not of the votes: drawn with probability proportional to them, they have a total without variance.
  run(name, "total", c("bush", "kerry", "bush_won"))
  run(name, "ratio", "bush", "votes")
  run(name, "ratio", "kerry", "votes", by = "bush_won")
  run(name, "share", "bush_won")
  run(name, "quantile", "votes", c(0.5, 0.75), domain = "large")
  run(name, "regress", "kerry ~ bush + precincts")
}
for (name in c("hospitals", "hospitals, linear mixed")) {
  run(name, "mean", "births", by = "level")
  run(name, "total", c("births", "large"))
}
run("hospitals", "share", "large", domain = "upper")
run("hospitals", "share", "level")
run("hospitals", "share", "large", by = "level") # none, some, all
run("hospitals", "quantile", "births", c(0.25, 0.5, 0.75))
run("hospitals", "regress", "births ~ C(level)")
run("hospitals", "ttest", "births", "large")
for (call in c("mean", "total")) {
  run("mu284, first stage", call, "y")
  run("fpc", call, "x")
  run("fpc", call, "x", by = "stratum")
  run("ambulances", call, c("arrests", "alive"))
  run("crowding", call, c("rooms", "person"))
}
run("mu284, first stage", "quantile", "y", c(0.25, 0.5))
run("fpc", "quantile", "x", 0.5)
run("ambulances", "ratio", "alive", "arrests")
run("ambulances", "ratio", "alive", "arrests", by = "ambulance")
run("crowding", "ratio", "person", "rooms")

respondent_cases <- function(name, wide = TRUE) {
  run(name, "mean", c("desire", "experience_years", "accepts"), domain = "managers")
  run(name, "share", c("is_trained", "training_status"), domain = "managers")
  run(name, "share", "is_trained", by = "stratum")
  run(name, "total", c("is_trained", "employees"), domain = "managers")
  run(name, "ratio", "employees", "experience_years", domain = "managers")
  run(name, "quantile", c("experience_years", "accepts"), c(0.1, 0.5, 0.9), domain = "managers")
  run(name, "regress", "desire ~ C(gender) + C(age_group) + experience_years", domain = "managers")
  run(name, "ttest", "desire", "gender", domain = "managers")
  run(name, "chisq", "training_status", "education", domain = "managers")
  if (!wide) return(invisible())
  run(name, "mean", c("well_being", "conflicts"), by = "industry10", domain = "managers")
  run(name, "mean", "desire", by = c("gender", "age_group"), domain = "trained")
  run(name, "mean", "age_years")
  run(name, "share", "is_trained", by = c("gender", "age_group"), domain = "managers")
  run(name, "share", c("organisation_size", "leader_type"), by = "stratum", domain = "managers")
  run(name, "share", "is_trained", domain = "young_women")
  run(name, "share", c("leader_type", "region"))
  run(name, "total", "is_manager", by = c("stratum", "gender"))
  run(name, "quantile", "employees", c(0.25, 0.5, 0.75), by = "leader_type", domain = "managers")
  run(name, "regress", "is_trained ~ C(gender) + C(age_group) + C(education) + C(industry10) + employees",
      domain = "managers")
  run(name, "regress", "accepts ~ C(financing) + well_being", domain = "satisfied")
  run(name, "mean", "training_year", by = "gender", domain = "trained")
  run(name, "regress", "desire ~ training_year * C(gender)", domain = "trained")
  run(name, "ttest", "is_trained", "age_group", domain = "managers")
  run(name, "ttest", "realistic", "financing")
  run(name, "chisq", "region", "is_manager")
}
wide_respondents <- c("respondents, fpc", "respondents, fpc, raked within", "respondents, raked within")
for (name in names(built)) {
  if (built[[name]]$data == "respondents") respondent_cases(name, wide = name %in% wide_respondents)
}

# ---- output ----------------------------------------------------------------------------------------------

write_data <- function(frame, path) {
  # Numbers in the fewest digits that read back as the same double.
  digits <- function(x) {
    written <- sprintf("%.15g", x)
    longer <- !is.na(x) & suppressWarnings(as.numeric(written)) != x
    written[longer] <- sprintf("%.17g", x[longer])
    replace(written, is.na(x), NA)
  }
  text <- which(sapply(frame, is.character))
  numbers <- sapply(frame, is.double)
  frame[numbers] <- lapply(frame[numbers], digits)
  connection <- gzfile(path, "w", compression = 9)
  write.csv(frame, connection, row.names = FALSE, quote = text, na = "")
  close(connection)
}
dir.create("data", showWarnings = FALSE)
unlink(file.path("data", "*.csv.gz"))
files <- list()
for (name in names(DATA)) {
  path <- file.path("data", paste0(name, ".csv.gz"))
  write_data(DATA[[name]], path)
  files[[name]] <- list(file = path, text = I(names(DATA[[name]])[sapply(DATA[[name]], is.character)]))
}
for (name in names(multipliers)) write_data(as.data.frame(multipliers[[name]]), multipliers_file(name))

json <- function(x) toJSON(x, digits = I(DIGITS), auto_unbox = TRUE, na = "null", null = "null")
lines <- function(items) paste(sapply(items, json), collapse = ",\n")
keyed <- function(items) paste(sprintf("%s: %s", sapply(names(items), json), sapply(items, json)), collapse = ",\n")
writeLines(c(
  "{", sprintf('"r_version": %s,', json(R.version.string)),
  sprintf('"survey_version": %s,', json(as.character(packageVersion("survey")))),
  '"data": {', keyed(files), "},", '"designs": {', keyed(designs), "},", '"cases": [', lines(cases), "],",
  '"raked_by_sweeps": [', lines(raked), "]", "}"
), "designs.json")
cat(length(cases), "cases,", length(designs), "designs,", exceptions, "quantiles where the definition stands\n")
print(table(sapply(cases, `[[`, "call")))
