/** Splits a label into lines at its spaces: SVG text does not wrap. */
export function wrap(label, charactersPerLine) {
	const lines = [];
	for (const word of label.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= charactersPerLine) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}
	return lines;
}
