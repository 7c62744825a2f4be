-- Signals of a delivery: how far each goes, one row per signal and subject, to be held to plausibility_thresholds.
-- Reads `measures` of the delivery and `earlier`, those of the wave it is compared with (empty without one);
-- `questions` and `missing_codes` of the codebook; the variable is_real_beside_invented. NULL where there are too few persons to say.
with

waves as (
    select
        (select number from measures where measure = 'delivery' and subject = 'wave') as wave,
        (select number from earlier where measure = 'delivery' and subject = 'wave') as earlier_wave
),

-- Answers with their shares. Years are counted back from their wave: a year later they are a year later.
answers as (
    select
        subject,
        case
            when kind = 'year' and try_cast(category_code as integer) > 1000
                then cast(cast((select wave from waves) as integer) - cast(category_code as integer) as varchar)
            else category_code
        end as category_code,
        category_code in (select code from missing_codes where variable_name = subject) as is_missing,
        n,
        sum(n) over (partition by subject) as of_n
    from measures
    inner join questions on subject = variable_name
    where measure = 'answer'
),

earlier_answers as (
    select
        subject,
        case
            when kind = 'year' and try_cast(category_code as integer) > 1000
                then cast(cast((select earlier_wave from waves) as integer) - cast(category_code as integer) as varchar)
            else category_code
        end as category_code,
        category_code in (select code from missing_codes where variable_name = subject) as is_missing,
        n,
        sum(n) over (partition by subject) as of_n
    from earlier
    inner join questions on subject = variable_name
    where measure = 'answer'
),

compared as (
    select
        subject,
        category_code,
        coalesce(answers.n, 0) as n,
        coalesce(earlier_answers.n, 0) as earlier_n,
        max(answers.of_n) over (partition by subject) as of_n,
        max(earlier_answers.of_n) over (partition by subject) as earlier_of_n
    from answers
    full join earlier_answers using (subject, category_code)
),

days as (
    select
        dayofweek(cast(category_code as date)) as weekday,
        sum(n) as n,
        sum(sum(n)) over () as of_n
    from measures
    where measure = 'day'
    group by all
),

earlier_days as (
    select
        dayofweek(cast(category_code as date)) as weekday,
        sum(n) as n,
        sum(sum(n)) over () as of_n
    from earlier
    where measure = 'day'
    group by all
),

totals as (
    select
        stratum_code,
        subject,
        category_code,
        n,
        n / sum(n) over (partition by stratum_code, subject) as share,
        sum(n) over (partition by stratum_code, subject) as of_n
    from measures
    where measure = 'population'
),

earlier_totals as (
    select
        stratum_code,
        subject,
        category_code,
        n / sum(n) over (partition by stratum_code, subject) as share,
        sum(n) over (partition by stratum_code, subject) as of_n
    from earlier
    where measure = 'population'
),

-- n complete answers of of_n sampled, by stratum and category; of_all sampled in the stratum.
sampled as (
    select
        *,
        sum(of_n) over (partition by stratum_code, subject) as of_all
    from measures
    where measure = 'sampled'
),

strata as (
    select
        stratum_code,
        sum(n) as n,
        sum(of_n) as of_n,
        sum(sum(of_n)) over () as of_all
    from measures
    where measure = 'sampled' and subject = 'gender'
    group by all
),

earlier_strata as (
    select
        stratum_code,
        sum(n) as n,
        sum(of_n) as of_n,
        sum(sum(of_n)) over () as of_all
    from earlier
    where measure = 'sampled' and subject = 'gender'
    group by all
),

asked as (
    select
        subject,
        sum(of_n - n) as n,
        sum(of_n) as of_n
    from measures
    where measure = 'asked'
    group by all
),

earlier_asked as (
    select
        subject,
        sum(of_n - n) as n,
        sum(of_n) as of_n
    from earlier
    where measure = 'asked'
    group by all
),

-- How many more than by chance gave an answer to one question and one to another, by the root of those by chance:
-- the sum of squares over the answers is Cohen's w, squared.
together as (
    select
        *,
        (n - expected_n) / sqrt(expected_n * all_n) as residual
    from (
        select
            is_earlier,
            subject,
            split_part(category_code, ', ', 1) as first_code,
            split_part(category_code, ', ', 2) as second_code,
            n,
            sum(n) over (partition by is_earlier, subject) as all_n,
            cast(sum(n) over (partition by is_earlier, subject, first_code) as double)
            * sum(n) over (partition by is_earlier, subject, second_code)
            / all_n as expected_n
        from (
            select *, false as is_earlier
            from measures
            union all
            select *, true as is_earlier
            from earlier
        )
        where measure = 'beside'
    )
),

unknown as (
    select
        subject,
        sum(case when is_missing then n else 0 end) as n,
        any_value(of_n) as of_n
    from answers
    group by all
),

earlier_unknown as (
    select
        subject,
        sum(case when is_missing then n else 0 end) as n,
        any_value(of_n) as of_n
    from earlier_answers
    group by all
)

select
    subject as signal,
    subject,
    n / of_n as number
from measures
where measure = 'consistency' and of_n >= 30
union all
select
    'identical-' || subject,
    subject,
    n / of_n
from measures
where measure = 'identical' and of_n >= 30
union all
select
    'straightlining',
    measures.subject,
    measures.n / measures.of_n - coalesce(earlier.n / earlier.of_n, 0.3)
from measures
left join earlier on earlier.measure = measures.measure and measures.subject = earlier.subject
where measures.measure = 'straightlined' and measures.of_n >= 50
union all
select
    'battery-correlation',
    measures.subject,
    abs(atanh(measures.number) - atanh(earlier.number)) - 4 * sqrt(1 / (measures.n - 3) + 1 / (earlier.n - 3))
from measures
inner join earlier on earlier.measure = measures.measure and measures.subject = earlier.subject
where
    measures.measure = 'item-rest'
    and least(measures.n, earlier.n) >= 50
    and abs(measures.number) < 1
    and abs(earlier.number) < 1
union all
select
    'sample-against-totals',
    concat_ws(' ', 'stratum', sampled.stratum_code, sampled.subject, sampled.category_code),
    abs(sampled.of_n / sampled.of_all - totals.share) - 4 * sqrt(totals.share * (1 - totals.share) / sampled.of_all)
from sampled
inner join totals using (stratum_code, subject, category_code)
where sampled.of_all >= 30
union all
select
    'population-totals',
    'stratum ' || totals.stratum_code,
    abs(ln(totals.of_n / earlier_totals.of_n))
from totals
inner join earlier_totals using (stratum_code, subject, category_code)
where totals.subject = 'total' and totals.of_n > 0 and earlier_totals.of_n > 0
union all
select
    'population-size',
    'all strata',
    abs(ln(sum(totals.of_n) / sum(earlier_totals.of_n)))
from totals
inner join earlier_totals using (stratum_code, subject, category_code)
where totals.subject = 'total' and totals.of_n > 0 and earlier_totals.of_n > 0
union all
select
    'population-shares',
    concat_ws(' ', 'stratum', totals.stratum_code, totals.subject, totals.category_code),
    abs(totals.share - earlier_totals.share)
from totals
inner join earlier_totals using (stratum_code, subject, category_code)
union all
select
    'sampling-fraction',
    'stratum ' || strata.stratum_code,
    abs(ln(strata.of_n / totals.of_n) - ln(earlier_strata.of_n / earlier_totals.of_n))
from strata
inner join earlier_strata using (stratum_code)
inner join totals using (stratum_code)
inner join earlier_totals using (stratum_code, subject, category_code)
where totals.subject = 'total' and totals.of_n > 0 and earlier_totals.of_n > 0
union all
select
    'stratum-sizes',
    'stratum ' || strata.stratum_code,
    abs(
        ln(strata.of_n / earlier_strata.of_n)
        - ln(nullif(strata.of_all - strata.of_n, 0) / nullif(earlier_strata.of_all - earlier_strata.of_n, 0))
    )
    - 2 * sqrt(1 / strata.of_n)
from strata
inner join earlier_strata using (stratum_code)
union all
select
    'response-rate',
    'stratum ' || stratum_code,
    n / of_n
from strata
where of_n >= 30
union all
select
    'response-change',
    'stratum ' || strata.stratum_code,
    abs(strata.n / strata.of_n - earlier_strata.n / earlier_strata.of_n)
    - 4 * sqrt(earlier_strata.n / earlier_strata.of_n * (1 - earlier_strata.n / earlier_strata.of_n) / strata.of_n)
from strata
inner join earlier_strata using (stratum_code)
union all
select
    'response-by-category',
    concat_ws(' ', 'stratum', sampled.stratum_code, sampled.subject, sampled.category_code),
    abs(sampled.n / sampled.of_n - earlier.n / earlier.of_n)
    - 4 * sqrt(earlier.n / earlier.of_n * (1 - earlier.n / earlier.of_n) / sampled.of_n)
from sampled
inner join earlier
    on
        earlier.measure = 'sampled'
        and sampled.stratum_code = earlier.stratum_code
        and sampled.subject = earlier.subject
        and sampled.category_code = earlier.category_code
where least(sampled.of_n, earlier.of_n) >= 30
union all
select
    'item-nonresponse',
    asked.subject,
    asked.n / asked.of_n - earlier_asked.n / earlier_asked.of_n
    - 4 * sqrt(0.25 / asked.of_n)
from asked
inner join earlier_asked using (subject)
where asked.of_n >= 30 and earlier_asked.of_n >= 30
union all
select
    'item-nonresponse',
    concat_ws(' ', 'stratum', measures.stratum_code, measures.subject, measures.category_code),
    earlier.n / earlier.of_n - measures.n / measures.of_n
from measures
inner join earlier using (measure, subject, stratum_code, category_code)
where measures.measure = 'answered' and least(measures.of_n, earlier.of_n) >= 1000
union all
select
    'answers-together',
    subject,
    sqrt(sum((now.residual - before.residual) * (now.residual - before.residual)))
    -- The root of a chi-squared number is normal with a variance of one half: three more are rarer than four of one.
    - (sqrt((count(distinct first_code) - 1) * (count(distinct second_code) - 1)) + 3)
    * sqrt(1 / any_value(now.all_n) + 1 / any_value(before.all_n))
from (from together where not is_earlier) as now
inner join (from together where is_earlier) as before using (subject, first_code, second_code)
-- Few persons make large residuals.
where least(now.expected_n, before.expected_n) >= 5
group by subject
union all
select
    'dont-know',
    unknown.subject,
    unknown.n / unknown.of_n - coalesce(earlier_unknown.n / earlier_unknown.of_n, 0.4) - 4 * sqrt(0.25 / unknown.of_n)
from unknown
left join earlier_unknown using (subject)
where unknown.of_n >= 30
union all
select
    'one-value',
    answers.subject,
    max(answers.n) / any_value(answers.of_n)
from answers
inner join questions on answers.subject = questions.variable_name
where questions.kind in ('integer', 'year') and answers.of_n >= 50
group by answers.subject
union all
select
    'ticked-beside-none',
    subject,
    n / of_n
from measures
where measure = 'ticked beside' and of_n >= 30
union all
select
    'no-ticks',
    subject,
    1 - n / of_n
from measures
where measure = 'ticked' and of_n >= 30
union all
select
    'answers-by-day',
    'answered_on',
    max(n) / sum(n)
from measures
where measure = 'day'
having sum(n) >= 50
union all
select
    'answers-by-weekday',
    'answered_on',
    sum(abs(coalesce(days.n / days.of_n, 0) - coalesce(earlier_days.n / earlier_days.of_n, 0))) / 2
    - sum(sqrt(
        coalesce(earlier_days.n / earlier_days.of_n, 0) * (1 - coalesce(earlier_days.n / earlier_days.of_n, 0))
        * (1 / (select any_value(of_n) from days) + 1 / (select any_value(of_n) from earlier_days))
    )) * 0.8
from days
full join earlier_days using (weekday)
union all
select
    'distribution',
    subject,
    sum(abs(n / of_n - earlier_n / earlier_of_n)) / 2
    - sum(sqrt(
        (n + earlier_n) / (of_n + earlier_of_n) * (1 - (n + earlier_n) / (of_n + earlier_of_n))
        * (1 / of_n + 1 / earlier_of_n)
    )) * 0.8
from compared
where of_n >= 30 and earlier_of_n >= 30 and subject in (select variable_name from questions where is_comparable)
group by subject
union all
select
    'standardised-difference',
    subject,
    sqrt(sum(
        (n / of_n - earlier_n / earlier_of_n) * (n / of_n - earlier_n / earlier_of_n)
        / ((n + earlier_n) / (of_n + earlier_of_n))
    ))
from compared
where of_n >= 30 and earlier_of_n >= 30
group by subject
union all
select
    'vanished-answers',
    subject || ' ' || category_code,
    earlier_n / earlier_of_n
from compared
where
    n = 0
    and of_n * earlier_n / earlier_of_n >= 30
    and subject in (select variable_name from questions where is_comparable)
union all
select
    'same-as-earlier-wave',
    'all questions',
    -- Two samples differ by what chance makes of them; what was sent again, with some rows less, by much less.
    greatest(avg(case when is_same then 1 else 0 end), 1 - sum(moved) / sum(moved_by_chance))
from (
    select
        subject,
        bool_and(n = earlier_n) as is_same,
        sum(abs(n / of_n - earlier_n / earlier_of_n)) as moved,
        0.8 * sum(sqrt(
            (n + earlier_n) / (of_n + earlier_of_n) * (1 - (n + earlier_n) / (of_n + earlier_of_n))
            * (1 / of_n + 1 / earlier_of_n)
        )) as moved_by_chance
    from compared
    where of_n >= 30 and earlier_of_n is not null
    group by subject
)
where (select wave != earlier_wave from waves)
union all
select
    'invented-answers',
    'all questions',
    avg(case when is_same then 1 else 0 end)
from (
    select
        subject,
        bool_and(n = earlier_n) as is_same
    from compared
    where of_n >= 30 and earlier_of_n is not null
    group by subject
)
where getvariable('is_real_beside_invented')
union all
select
    'courses',
    'courses',
    abs(ln(measures.n / earlier.n))
from measures
inner join earlier on earlier.measure = measures.measure
where measures.measure = 'courses' and measures.n > 0 and earlier.n > 0
union all
select
    'course-hours',
    subject,
    number
from measures
where measure = 'hours'
