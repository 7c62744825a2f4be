{#-
    A number of the person's own, of 64 bits: its sum over persons (sum_of_marks) tells whether two cells hold the same
    persons. Sums are modulo 2^64.
-#}
{% macro person_mark(person_id) -%}
{{ adapter.dispatch("person_mark")(person_id) }}
{%- endmacro %}

{#- The first eight bytes of the digest, the last of them first: the number that DuckDB reads there. -#}
{% macro default__person_mark(person_id) -%}
cast(conv(concat(
    {%- for place in range(15, 0, -2) %}substr(md5({{ person_id }}), {{ place }}, 2){{ ", " if not loop.last }}{% endfor -%}
), 16, 10) as decimal(20, 0))
{%- endmacro %}

{% macro duckdb__person_mark(person_id) -%}
md5_number_upper({{ person_id }})
{%- endmacro %}

{#- The sum of marks, or of sums of marks, modulo 2^64. -#}
{% macro sum_of_marks(mark) -%}
{{ adapter.dispatch("sum_of_marks")(mark) }}
{%- endmacro %}

{% macro default__sum_of_marks(mark) -%}
cast(sum({{ mark }}) % 18446744073709551616 as decimal(20, 0))
{%- endmacro %}

{#- The last 64 bits are the rest of the division, which takes DuckDB longer than the sum. -#}
{% macro duckdb__sum_of_marks(mark) -%}
cast(sum({{ mark }}) & 18446744073709551615 as ubigint)
{%- endmacro %}
