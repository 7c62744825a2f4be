/** Step of 1, 2 or 5 times a power of ten that gives three to six ticks. */
export function niceStep(value, parts = 4) {
	if (!(value > 0)) return 1;
	const rough = value / parts;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	const factor = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= rough * (1 - 1e-9));
	return factor * magnitude;
}

/** Plots around zero: of coefficients, of tested differences, of what changed since the wave before. */
export const SIGNED_KINDS = ['coefficients', 'differences', 'changes'];

/**
 * Scale of an interval plot.
 * @param {'bars' | 'split_bars' | 'scale' | 'coefficients' | 'differences' | 'changes'} kind
 * @param {{ estimate: number | null, low: number | null, high: number | null }[]} rows
 * @param {boolean} isShare shares end at 1
 * @param {number[]} [ends] ends of a scale of answers
 * @param {[number, number] | null} [span] what a signed scale must hold, where several pictures share it
 * @returns {{ low: number, high: number, ticks: number[], decimals: number }}
 */
export function axisOf(kind, rows, isShare, ends = [1, 5], span = null) {
	// a share is drawn on the scale of shares, wherever it stands
	if (kind === 'split_bars' || (kind === 'bars' && isShare)) return { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1], decimals: 0 };
	if (kind === 'scale') {
		const [low, high] = ends;
		const step = high - low > 50 ? 20 : high - low > 5 ? 2 : 1;
		return { low, high, ticks: Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step), decimals: 0 };
	}
	const isSigned = SIGNED_KINDS.includes(kind);
	const values = [...rows.flatMap((row) => [row.estimate, row.low, row.high]), ...(span ?? [])].filter((value) => value !== null && value !== undefined);
	const largest = Math.max(0, ...values);
	const smallest = isSigned ? Math.min(0, ...values) : 0;
	const step = niceStep(largest - smallest, isSigned ? 3 : 4);
	const from = Math.floor(smallest / step + 1e-9);
	const to = Math.max(from + 1, Math.ceil(largest / step - 1e-9));
	const high = to * step;
	const ticks = Array.from({ length: Math.round(high / step) - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(10)));
	const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
	return { low: from * step, high, ticks, decimals };
}
