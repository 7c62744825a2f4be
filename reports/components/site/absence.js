/**
 * Why there is no number: nobody of the group was asked, nobody answered, or the number is withheld. Three different
 * things; each has its own words in the texts.
 * @param {{ is_suppressed: boolean, estimate: number | null } | undefined} row
 * @returns {'not_asked' | 'no_answer' | 'withheld' | null} null where there is a number
 */
export function absenceOf(row) {
	if (!row) return 'not_asked';
	if (row.is_suppressed) return 'withheld';
	return row.estimate === null || row.estimate === undefined ? 'no_answer' : null;
}
