# Writes a delivery in CSV (canonical, as `python -m deliveries write --format csv` makes it) as SAS files, through
# haven, whose library also reads them here: what SAS itself writes is not tested (docs/deliveries.md).
#   Rscript write_sas.R FOLDER_OF_CSV FOLDER_OF_SAS
suppressWarnings(library(haven))
folders <- commandArgs(trailingOnly = TRUE)
for (name in c("register", "population", "survey", "catalogue")) {
  table <- read.csv(file.path(folders[1], paste0(name, ".csv")), colClasses = "character", encoding = "UTF-8")
  for (column in names(table)) {
    values <- table[[column]]
    filled <- values[values != ""]
    if (column == "answered_on") {
      table[[column]] <- as.Date(values)
    } else if (length(filled) > 0 && all(grepl("^-?[0-9]+$", filled))) {
      table[[column]] <- as.numeric(values)
    }
  }
  suppressWarnings(write_sas(table, file.path(folders[2], paste0(name, ".sas7bdat"))))
}
