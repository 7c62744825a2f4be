-- Neighbouring categories of a distribution that are withheld one by one and shown together, one row per wave,
-- distribution, group and run of categories. Their share stands in pub_estimates already, as the share of the
-- categories together or as what the others leave of all: nothing is told here that is not told there.
with

estimates as (
    select waves.*
    from {{ all_waves(ref('pub_estimates')) }} as waves
),

parts as (
    select
        *,
        row_number() over (partition by wave, spec_id, group_code order by outcome_sort) as place,
        row_number() over (
            partition by wave, spec_id, group_code, is_suppressed order by outcome_sort
        ) as place_of_kind
    from estimates
    where
        statistic = 'share'
        and outcome_key not like '%;%'
),

runs as (
    select
        wave,
        spec_id,
        group_code,
        min(figure_id) as figure_id,
        bool_or(is_synthetic) as is_synthetic,
        string_agg(outcome_key, ';' order by outcome_sort) as outcome_key,
        arg_min(outcome_key, outcome_sort) as first_key,
        arg_min(number_key, outcome_sort) as first_number_key,
        list(outcome_value_label_da order by outcome_sort) as labels_da,
        list(outcome_value_label_en order by outcome_sort) as labels_en,
        min(outcome_sort) as outcome_sort
    from parts
    where is_suppressed
    group by wave, spec_id, group_code, place - place_of_kind
    having count(*) > 1
),

-- Categories that are counted together in another request.
together as (
    select
        runs.*,
        published.estimate as published_share
    from runs
    left join estimates as published
        on
            runs.wave = published.wave
            and replace(runs.first_number_key, '=' || runs.first_key || '@', '=' || runs.outcome_key || '@')
            = published.number_key
            and not published.is_suppressed
),

known as (
    select
        wave,
        spec_id,
        group_code,
        sum(estimate) as share,
        sum(case when is_suppressed then 1 else 0 end) as categories_withheld
    from parts
    group by wave, spec_id, group_code
),

rests as (
    select
        wave,
        spec_id,
        group_code,
        sum(published_share) as share,
        sum(case when published_share is null then 1 else 0 end) as runs_left,
        sum(length(outcome_key) - length(replace(outcome_key, ';', '')) + 1) as categories_in_runs
    from together
    group by wave, spec_id, group_code
)

select
    together.wave,
    together.figure_id,
    together.spec_id,
    together.group_code,
    together.outcome_key,
    together.labels_da[1] || lower(
        array_to_string(list_transform(together.labels_da[2:-2], part -> ', ' || part), '')
        || ' eller ' || together.labels_da[-1]
    ) as label_da,
    together.labels_en[1] || lower(
        array_to_string(list_transform(together.labels_en[2:-2], part -> ', ' || part), '')
        || ' or ' || together.labels_en[-1]
    ) as label_en,
    cast(together.outcome_sort as integer) as outcome_sort,
    round(
        coalesce(together.published_share, 1 - known.share - coalesce(rests.share, 0)), {{ var('maximum_decimals') }}
    ) as estimate,
    together.is_synthetic
from together
inner join known
    on
        together.wave = known.wave
        and together.spec_id = known.spec_id
        and together.group_code = known.group_code
inner join rests
    on
        together.wave = rests.wave
        and together.spec_id = rests.spec_id
        and together.group_code = rests.group_code
where
    known.share is not null
    and (
        together.published_share is not null
        -- What the others leave belongs to this run alone.
        or (rests.runs_left = 1 and rests.categories_in_runs = known.categories_withheld)
    )
