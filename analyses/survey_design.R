# The calibrated design of the respondents in R, from the restricted database: managers by sector and education.
#
#   Rscript analyses/survey_design.R [warehouse/manager_training.duckdb]
#
# Needs R with survey, and either R's own duckdb package or the Python of the project's .venv (or of the environment
# variable PYTHON), which reads the file for it. In a session of your own: source() it and go on with `managers`.
# Managers are a domain of the design of all respondents. Results are not checked for disclosure.

suppressPackageStartupMessages(library(survey))

arguments <- commandArgs(trailingOnly = TRUE)
database <- if (length(arguments)) arguments[1] else "warehouse/manager_training.duckdb"

read_sql <- function(sql) {
  if (requireNamespace("duckdb", quietly = TRUE)) {
    connection <- DBI::dbConnect(duckdb::duckdb(), database, read_only = TRUE)
    on.exit(DBI::dbDisconnect(connection, shutdown = TRUE))
    return(DBI::dbGetQuery(connection, sql))
  }
  python <- Sys.getenv("PYTHON", file.path(".venv", "bin", "python"))
  # Through a file in R's own folder, without a bar of progress: printed, the two ran into each other.
  csv <- tempfile(fileext = ".csv")
  on.exit(unlink(csv))
  code <- paste("import sys, duckdb", "c = duckdb.connect(sys.argv[1], read_only=True)",
                "c.execute('set enable_progress_bar = false')", "c.sql(sys.argv[2]).write_csv(sys.argv[3])", sep = "; ")
  if (system2(python, shQuote(c("-c", code, database, sql, csv))) != 0) stop("the query failed")
  read.csv(csv, stringsAsFactors = FALSE)
}

respondents <- read_sql("
  select respondents.*, cells.* exclude (calibration_cell_id, stratum_code, base_weight, g_weight, calibrated_weight)
  from marts.fct_respondent as respondents
  inner join marts.fit_calibration as cells using (calibration_cell_id)
  order by respondents.person_id")
margins <- read_sql("select * from intermediate.int_weights__margins where has_respondents")

# The calibration variables, categories of the register, each a factor; margins hold within strata.
auxiliaries <- setdiff(grep("_code$", names(respondents), value = TRUE), "stratum_code")
for (name in c("stratum_code", auxiliaries)) respondents[[name]] <- factor(respondents[[name]])
formula <- reformulate(paste0("stratum_code * (", paste(auxiliaries, collapse = " + "), ")"))

# Population total of a column of the model matrix: of a stratum, of a category, or of a category in a stratum.
population_total <- function(column) {
  chosen <- rep(TRUE, nrow(margins))
  variable <- "total"
  for (part in setdiff(strsplit(column, ":", fixed = TRUE)[[1]], "(Intercept)")) {
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

design <- svydesign(ids = ~1, strata = ~stratum_code, weights = ~base_weight, fpc = ~stratum_population_n,
                    data = respondents)
design <- calibrate(design, formula, totals, calfun = "raking", epsilon = 1e-12, maxit = 1000)
# Weights that the warehouse trims (var maximum_g_weight, none by default) are not repeated here.
stopifnot(all.equal(as.vector(weights(design)), respondents$calibrated_weight, tolerance = 1e-8))
managers <- subset(design, is_manager %in% c(TRUE, "true"))

# Published shares: logit interval, Student's t on the degrees of freedom of the whole design.
share <- function(y, by) {
  svyby(y, by, managers, svyciprop, method = "xlogit", df = degf(design), vartype = c("se", "ci"), na.rm = TRUE)
}
if (!interactive() && sys.nframe() == 0) {
  shares <- share(~is_trained, ~sector + education)
  names(shares)[3:6] <- c("estimate", "std_error", "ci_low", "ci_high")
  write.csv(format(shares, digits = 12), row.names = FALSE, quote = FALSE)
}
