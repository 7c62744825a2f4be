-- Right-hand sides of the regression models, one row per model and variable, in the order of the term sets.
with

sets as (
    select
        model_id,
        unnest(string_split(term_sets, ';')) as term_set,
        generate_subscripts(string_split(term_sets, ';'), 1) as set_order
    from {{ ref('stg_reporting__models') }}
)

select
    sets.model_id,
    row_number() over (partition by sets.model_id order by sets.set_order, terms.term_order) as term_order,
    terms.variable_name,
    terms.term_type,
    cast(reference_categories.reference_code as double) as reference_value
from sets
inner join {{ ref('stg_reporting__model_terms') }} as terms
    on sets.term_set = terms.term_set
left join {{ ref('stg_codebook__reference_categories') }} as reference_categories
    on
        terms.variable_name = reference_categories.variable_name
        and terms.term_type = 'categorical'
