{#-
    Published equals estimated: every column that the model's `meta.shows` declares (docs/architecture.md, "What is
    published") is what its source holds, after the stated rounding and withholding. An entry of `shows`:

    source    table that holds the numbers or texts; found by `match`, its columns by columns of this model
    key       columns of this model that carry the key of the number, where it is about persons
    persons   SQL condition: rows that tell of the number's persons; the others tell of the whole population
    withheld  whether fit_suppression decides, by the key, if it is shown; else `hide`, a condition on source and shown
    columns   column: its decimals (a number, `se` for those that the source's std_error justifies, or SQL), `p` for a
              p-value, or {of: SQL over source, decimals}; a list copies as it is
    std_error, in_percent, printed    SQL for the decimals `se` (macro shown_decimals)
    rows      SQL condition: the model has as many rows as the source has of these

    The rules of sound_rows may be given too. Whatever is declared: bounds lie around the estimate, shares within 0 and 1, p-values above 0 and not above 1, no N
    above the number of sampled persons, and the table says whether its data are synthetic. A row per rule that is
    broken, with how often.
-#}
{% test equals_its_sources(model, key=[], other_key=[], nullable=[], not_null=[], accepted={}, references=[]) %}
{%- set ns = namespace(shows=[], schemas={}, columns=[], shown=[]) %}
{%- if execute %}
    {%- for node in graph.nodes.values() if node.resource_type in ["model", "seed"] %}
        {%- do ns.schemas.update({node.name: node.schema}) %}
        {%- if node.name == model.identifier %}
            {%- set ns.shows = node.config.meta.shows %}
            {%- set ns.columns = node.columns.keys() | list %}
            {%- for entry in ns.shows %}
                {%- set ns.shown = ns.shown + (entry.columns | list) %}
            {%- endfor %}
        {%- endif %}
    {%- endfor %}
{%- endif %}
with

broken as (
    {{- unsound_rows(model, key, other_key, nullable, not_null, accepted, references) }}
    {%- for entry in ns.shows %}
    {%- if entry.source not in ns.schemas %}
        {{ exceptions.raise_compiler_error(model.identifier ~ " shows numbers of " ~ entry.source ~ ", which is no model") }}
    {%- endif %}
    {%- set source = api.Relation.create(
        database=model.database, schema=ns.schemas[entry.source], identifier=entry.source
    ) %}
    {%- if entry.report_wave %}
        {%- set source = in_report_wave(source) %}
    {%- endif %}
    {%- set hidden = "suppression.is_suppressed" if entry.withheld else entry.get("hide", "false") %}
    {%- set columns = {} %}
    {%- if entry.columns is mapping %}
        {%- do columns.update(entry.columns) %}
    {%- else %}
        {%- for column in entry.columns %}
            {%- do columns.update({column: {"of": "source." ~ column}}) %}
        {%- endfor %}
    {%- endif %}
    {%- if columns %}
    -- One scan for all columns of a source.
    select
        unnest(['{{ columns.keys() | join("', '") }}']) || ' is not what {{ entry.source }} holds' as rule,
        unnest([n_{{ columns.keys() | join(", n_") }}]) as n_broken
    from (
        select
            {%- for column, how in columns.items() %}
            {%- set value = (how.of if how is mapping and how.of else "source." ~ column) %}
            {%- set decimals = (how.decimals if how is mapping else how) %}
            {%- set expected = shown_p_value(value) if decimals == "p"
                else ("round(" ~ value ~ ", " ~ shown_decimals(
                    entry.get("std_error", "source.std_error"), entry.get("in_percent", "false"), entry.get("printed")
                ) ~ ")" if decimals == "se"
                else ("round(" ~ value ~ ", " ~ decimals ~ ")" if decimals is defined and decimals is not none else value)) %}
            count(*) filter (
                shown.{{ column }} is distinct from case when not coalesce({{ hidden }}, false) then {{ expected }} end
            ) as n_{{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ model }} as shown
        left join {{ source }} as source
            on {% for theirs, ours in entry.match.items() -%}
                source.{{ theirs }} is not distinct from {{ ours if "'" in ours or "(" in ours else "shown." ~ ours }}
                {{- " and " if not loop.last }}
            {%- endfor %}
        {%- if entry.withheld %}
        left join {{ api.Relation.create(database=model.database, schema=ns.schemas["fit_suppression"], identifier="fit_suppression") }}
            as suppression
            on shown.{{ entry.key }} = suppression.number_key
        {%- endif %}
        {{ "where " ~ entry.only if entry.only }}
    ) as counted
    union all
    {%- endif %}
    {%- if entry.rows is defined %}
    select
        'it has not the rows of {{ entry.source }}' as rule,
        abs(
            (select count(*) from {{ model }})
            - (select count(*) from {{ source }}{{ " where " ~ entry.rows if entry.rows is string }})
        ) as n_broken
    union all
    {%- endif %}
    {%- endfor %}
    {%- for low, middle, high in [
        ("ci_low", "estimate", "ci_high"), ("ci_low", "difference", "ci_high"), ("ci_low", "coefficient", "ci_high"),
        ("change_ci_low", "change", "change_ci_high"), ("our_ci_low", "our_value", "our_ci_high"),
    ] if low in ns.columns and middle in ns.columns %}
    select
        '{{ middle }} lies outside its bounds' as rule,
        count(*) as n_broken
    from {{ model }}
    where {{ middle }} < {{ low }} or {{ middle }} > {{ high }}
    union all
    {%- endfor %}
    {%- if "statistic" in ns.columns and "estimate" in ns.columns %}
    select
        'a share lies outside 0 and 1' as rule,
        count(*) as n_broken
    from {{ model }}
    where
        statistic = 'share'
        and (estimate not between 0 and 1 or ci_low < 0 or ci_high > 1)
    union all
    {%- endif %}
    {%- for column in ns.columns if column.startswith("share_") %}
    select
        '{{ column }} lies outside 0 and 1' as rule,
        count(*) as n_broken
    from {{ model }}
    where {{ column }} not between 0 and 1
    union all
    {%- endfor %}
    {%- for column in ns.columns if column in ["p_value", "p_value_holm", "change_p_value"] %}
    select
        '{{ column }} is no p-value' as rule,
        count(*) as n_broken
    from {{ model }}
    where {{ column }} <= 0 or {{ column }} > 1
    union all
    {%- endfor %}
    {%- if "is_synthetic" in ns.columns and "is_synthetic" not in ns.shown %}
    select
        'is_synthetic is not what the build was told' as rule,
        count(*) as n_broken
    from {{ model }}
    where is_synthetic is distinct from {{ var("microdata_are_synthetic") }}
    union all
    {%- endif %}
    {%- for column in ns.columns if column == "n_unweighted" %}
    select
        '{{ column }} is above the number of sampled persons' as rule,
        count(*) as n_broken
    from {{ model }}
    where {{ column }} > (
        select sum(n_sampled)
        from {{ api.Relation.create(database=model.database, schema=ns.schemas["int_response__cells"], identifier="int_response__cells") }}
    )
    union all
    {%- endfor %}
    select
        '' as rule,
        0 as n_broken
)

select *
from broken
where n_broken > 0
{% endtest %}
