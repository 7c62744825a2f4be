{{ config(group="survey_microdata") }}
-- Rows may be rejected for reasons that the codebook calls quarantined, up to the stated share of a delivery, and
-- answers up to that share of their question.
select
    delivery,
    variable_name,
    rejection_reason,
    severity,
    n_rejected
from {{ ref('stg_deliveries__rejections') }}
where
    severity = 'fatal'
    or rejected_share > {{ var('maximum_rejected_share') }}
