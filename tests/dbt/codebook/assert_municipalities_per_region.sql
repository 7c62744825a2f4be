-- Denmark has had these numbers of municipalities in its five regions since 2007; the code list that survey
-- answers are checked against holds the same 98.
with

expected (region_code, n_municipalities) as (
    values ('1081', 11), ('1082', 19), ('1083', 22), ('1084', 29), ('1085', 17)
),

counted as (
    select
        municipalities.region_code,
        count(*) as n_municipalities,
        count(codes.code) as n_in_code_list
    from {{ ref('stg_codebook__municipalities') }} as municipalities
    left join {{ ref('stg_codebook__codes') }} as codes
        on
            codes.code_list = 'municipality'
            and municipalities.municipality_code = codes.code
            and municipalities.municipality_name = codes.label_da
    group by municipalities.region_code
)

select
    expected.region_code,
    expected.n_municipalities as n_expected,
    counted.n_municipalities,
    counted.n_in_code_list
from expected
full outer join counted on expected.region_code = counted.region_code
where
    expected.n_municipalities is distinct from counted.n_municipalities
    or expected.n_municipalities is distinct from counted.n_in_code_list
