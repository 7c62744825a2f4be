-- What the calibration cell alone tells of a person, one row per cell and variable: stratum, calibration variables, and
-- what the codebook makes of them. No scan of persons is needed to group by these.
with

coded as (
    {%- for variable in calibration_variables() %}
    select
        calibration_cell_id,
        '{{ variable }}' as variable_name,
        {{ variable }}_code as code
    from {{ ref('int_weights__calibration_cells') }}
    union all
    {%- endfor %}
    select
        cells.calibration_cell_id,
        variables.variable_name,
        cells.stratum_code as code
    from {{ ref('int_weights__calibration_cells') }} as cells
    inner join {{ ref('stg_codebook__variables') }} as variables
        on
            variables.derivation = 'copy'
            and variables.derived_from = 'stratum_code'
),

recoded as (
    select
        coded.calibration_cell_id,
        recodes.variable_name,
        recodes.code
    from coded
    inner join {{ ref('stg_codebook__variables') }} as variables
        on
            coded.variable_name = variables.variable_name
            and variables.derivation = 'copy'
    inner join {{ ref('stg_codebook__recodes') }} as recodes
        on
            variables.derived_from = recodes.source_variable
            and coded.code = recodes.source_code
)

select
    coded.calibration_cell_id,
    coded.variable_name,
    coded.code
from coded
inner join {{ ref('stg_codebook__variables') }} as variables
    on coded.variable_name = variables.variable_name
inner join {{ ref('stg_codebook__codes') }} as codes
    on
        variables.code_list = codes.code_list
        and coded.code = codes.code
where not codes.is_missing
union all
select
    calibration_cell_id,
    variable_name,
    code
from recoded
