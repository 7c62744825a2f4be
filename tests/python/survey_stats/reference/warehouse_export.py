"""Writes what R needs to compute every published number again: respondents, answers, and what is asked for.

    python warehouse_export.py FOLDER [DATABASE]

Reads a built warehouse (development/dev.duckdb if none is named) and writes one CSV file per table to FOLDER.
The files hold microdata: keep them no longer than R needs them. No estimate, calibrated weight or standard
error of the warehouse is among them: R starts from the base weights.
"""

import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[4]
DATABASE = ROOT / (sys.argv[2] if len(sys.argv) > 2 else "development/dev.duckdb")

# Respondents are numbered in the order of their cells; their identifiers stay in the warehouse.
NUMBERED = """
create temporary view numbered as
select row_number() over (order by calibration_cell_id, person_id) as respondent, *
from intermediate.int_survey__respondents
"""
TABLES = {
    "respondents": """
        select respondent, cells.*
        from numbered
        inner join intermediate.int_weights__calibration_cells as cells using (calibration_cell_id)
        order by respondent
    """,
    # One column per variable and per domain (in_...).
    "answers": """
        select * exclude (person_id, person_mark, stratum_code, calibration_cell_id)
        from numbered
        order by respondent
    """,
    # Of the sample, so that unknown regions are a category.
    "register": """
        select respondent, persons.* exclude (person_id)
        from numbered
        inner join (
            select person_id, {register_variables}
            from intermediate.int_sample__persons
        ) as persons using (person_id)
        order by respondent
    """,
    "margins": """
        select stratum_code, variable_name, category_code, population_n
        from intermediate.int_weights__margins where has_respondents
    """,
    "estimates": """
        select spec_id, outcome_variable, statistic, outcome_codes, group_variable, domain_id
        from staging.stg_reporting__estimates
    """,
    "tests": """
        select test_id, figure_id, spec_id, group_code_a, group_code_b, outcome_key
        from staging.stg_reporting__tests
    """,
    "cube_outcomes": """
        select outcome_id, outcome_variable, outcome_key, statistic, domain_id
        from intermediate.int_estimation__cube_outcomes
    """,
    "cube": """
        select request_id as outcome_id, group_variable, group_code, split_variable, split_code
        from intermediate.int_estimation__asked
        where asked_by = 'cube'
        order by all
    """,
    "models": "select model_id, outcome_variable, domain_id from staging.stg_reporting__models",
    "terms": """
        select model_id, variable_name, term_type, cast(reference_value as bigint) as reference_code
        from intermediate.int_estimation__regression_terms
        order by model_id, term_order
    """,
    "response": "select * from intermediate.int_response__cells",
    "references": "select variable_name, reference_code from staging.stg_codebook__reference_categories",
    "settings": "select confidence_level from marts.fit_design",
}


def main() -> None:
    folder = Path(sys.argv[1])
    if not DATABASE.exists():
        sys.exit(f"{DATABASE.name} is not built yet; run `dbt build` first, or name another")
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        connection.execute(NUMBERED)
        variables = connection.execute(
            "select distinct variable_name from marts.est_register_margins"
        ).fetchall()
        names = ", ".join(sorted(name for (name,) in variables))
        for name, query in TABLES.items():
            connection.sql(query.replace("{register_variables}", names)).write_csv(
                str(folder / f"{name}.csv")
            )


if __name__ == "__main__":
    main()
