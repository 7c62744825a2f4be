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

/** A picture that fills a printed page leaves its title alone on the page before: it is drawn smaller on paper (print.css). */
export const lengthOf = (height) => (height > 1450 ? 'very-long' : height > 750 ? 'long' : undefined);
