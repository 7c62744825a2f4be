-- Signals that would have stopped the build and that the deliverer acknowledged, one row per signal, with the sentence
-- why. Published among the facts on the method (pub_method_facts): whoever reads the numbers is told what was taken for
-- granted.
select
    acknowledgements.signal,
    thresholds.label_da,
    thresholds.label_en,
    acknowledgements.subject,
    cast(acknowledgements.number as double) as number,
    cast(thresholds.threshold as double) as threshold,
    acknowledgements.sentence
from {{ ref('delivery_acknowledgements') }} as acknowledgements
inner join {{ ref('plausibility_thresholds') }} as thresholds on acknowledgements.signal = thresholds.signal
