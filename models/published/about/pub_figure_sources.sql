-- Where every figure comes from, one row per figure, role, variable and delivered variable behind it. Figures on no
-- answers (the catalogue, the design) have one row without a variable.
with

-- Every request that a figure makes, as figure, role, statistic, variable.
asked as (
    select
        figure_id,
        'outcome' as role,
        statistic,
        outcome_variable as variable_name
    from {{ ref('stg_reporting__estimates') }}
    union all
    select
        figure_id,
        'group' as role,
        statistic,
        group_variable as variable_name
    from {{ ref('stg_reporting__estimates') }}
    where group_variable is not null
    union all
    select
        figure_id,
        'outcome' as role,
        'coefficient' as statistic,
        outcome_variable as variable_name
    from {{ ref('stg_reporting__models') }}
    union all
    select
        models.figure_id,
        'regressor' as role,
        'coefficient' as statistic,
        terms.variable_name
    from {{ ref('stg_reporting__models') }} as models
    inner join {{ ref('stg_reporting__model_terms') }} as terms
        on list_contains(string_split(models.term_sets, ';'), terms.term_set)
    union all
    select
        archetypes.figure_id,
        'outcome' as role,
        'coefficient' as statistic,
        models.outcome_variable as variable_name
    from {{ ref('stg_reporting__archetypes') }} as archetypes
    inner join {{ ref('stg_reporting__models') }} as models
        on archetypes.model_id = models.model_id
    union all
    select
        figure_id,
        'regressor' as role,
        'coefficient' as statistic,
        variable_name
    from {{ ref('stg_reporting__archetypes') }}
    union all
    select
        figures.figure_id,
        'filter' as role,
        null as statistic,
        domains.filter_variable as variable_name
    from {{ ref('stg_reporting__figures') }} as figures
    inner join {{ ref('stg_reporting__domains') }} as domains
        on figures.domain_id = domains.domain_id
    where domains.filter_variable is not null
    union all
    select
        figures.figure_id,
        'outcome' as role,
        'share' as statistic,
        margins.variable_name
    from {{ ref('stg_reporting__figures') }} as figures
    inner join {{ ref('est_register_margins') }} as margins
        on figures.data_source = 'register'
),

used as (
    select
        figure_id,
        role,
        variable_name,
        string_agg(distinct statistic, ';' order by statistic) as statistic
    from asked
    group by figure_id, role, variable_name
),

sources as (
    select
        variable_name,
        unnest(string_split(coalesce(derived_from, variable_name), ';')) as source_variable
    from {{ ref('dim_variable') }}
)

select
    figures.figure_id,
    used.role,
    used.statistic,
    used.variable_name,
    variables.label_da as variable_label_da,
    variables.label_en as variable_label_en,
    sources.source_variable,
    delivered.question_number,
    delivered.item_number,
    delivered.question_da,
    delivered.question_en,
    figures.data_source,
    labels.label_da as data_source_label_da,
    labels.label_en as data_source_label_en,
    figures.data_source = 'survey' as is_weighted,
    figures.variance_mode,
    cast(
        row_number() over (
            partition by figures.figure_id
            order by
                case used.role when 'outcome' then 1 when 'group' then 2 when 'regressor' then 3 else 4 end,
                variables.sort_order,
                delivered.sort_order
        ) as integer
    ) as sort_order
from {{ ref('stg_reporting__figures') }} as figures
inner join {{ ref('stg_reporting__code_labels') }} as labels
    on
        labels.code_list = 'data_source'
        and figures.data_source = labels.code
left join used
    on figures.figure_id = used.figure_id
left join {{ ref('dim_variable') }} as variables
    on used.variable_name = variables.variable_name
left join sources
    on used.variable_name = sources.variable_name
left join {{ ref('dim_variable') }} as delivered
    on sources.source_variable = delivered.variable_name
