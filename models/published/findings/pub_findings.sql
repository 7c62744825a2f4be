-- The study's main results in our own words, one row per finding: at the head of which chapter, and whether on the front
-- page too. What stands between braces is filled in, and tested, when the site is built.
select
    findings.finding_id,
    findings.page_id,
    findings.is_main,
    findings.figure_id,
    findings.subject_da,
    findings.subject_en,
    findings.text_da,
    findings.text_en,
    findings.sort_order
from {{ ref('stg_reporting__findings') }} as findings
