{{ config(group="survey_microdata") }}
-- Every table and column of every layer carries a description (persisted as comments). The published tables and
-- rejects are the leaves of the project: when they stand, everything before them does.
{%- set leaves = [
    "pub_about", "pub_archetypes", "pub_claims", "pub_codebook", "pub_figures", "pub_group_tests", "pub_key_figures",
    "pub_register_margins", "pub_replication", "pub_response_flow", "pub_response_model", "pub_weight_diagnostics",
    "pub_catalogue_courses", "pub_catalogue_region_category", "pub_catalogue_summary", "fct_sampled_person",
    "rejected_catalogue__courses", "fit_calibration_components", "fit_design", "pub_cube", "pub_cube_groups",
    "pub_method_facts", "pub_vignette", "pub_figure_sources", "pub_figure_panels", "pub_figure_tables",
    "pub_revisions", "pub_search_terms", "pub_searched_bodies", "pub_strata", "pub_financing_sources",
    "pub_expert_interviews", "pub_interview_design",
    "stg_deliveries__rejections", "pub_wave_estimates", "pub_catalogue_history", "fct_wave_sampled_person",
    "fct_wave_manager_value",
] %}
{%- for leaf in leaves %}
-- depends_on: {{ ref(leaf) }}
{%- endfor %}
select
    schema_name,
    table_name,
    column_name
from duckdb_columns()
where
    database_name = '{{ target.database }}'
    and schema_name in ('staging', 'intermediate', 'marts', 'published')
    and coalesce(comment, '') = ''
