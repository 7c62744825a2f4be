/** SVG as PNG with few colours, drawn with the fonts of the site and no others. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { encode } from 'fast-png';
import { decompress } from 'woff2-encoder';

// Text and few colours: with this many steps from dark to light none of them is seen to change.
const BITS = 5;
const MOST_COLOURS = 256;

/** The same picture with a palette, which takes a quarter of the bytes. */
function withPalette({ width, height, pixels }, bits = BITS) {
	const steps = (1 << bits) - 1;
	const stepOf = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value * steps) / 255));
	const placeOf = new Int16Array(1 << (3 * bits)).fill(-1);
	const palette = [];
	const data = new Uint8Array(width * height);
	// four bytes at once, since most pixels are like the one before
	const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, data.length);
	for (let i = 0; i < data.length; i += 1) {
		if (i > 0 && whole[i] === whole[i - 1]) {
			data[i] = data[i - 1];
			continue;
		}
		const colour = (stepOf[pixels[4 * i]] << (2 * bits)) | (stepOf[pixels[4 * i + 1]] << bits) | stepOf[pixels[4 * i + 2]];
		if (placeOf[colour] < 0) {
			placeOf[colour] = palette.length;
			palette.push([colour >> (2 * bits), (colour >> bits) & steps, colour & steps].map((step) => Math.round((step * 255) / steps)));
			if (palette.length > MOST_COLOURS) return withPalette({ width, height, pixels }, bits - 1);
		}
		data[i] = placeOf[colour];
	}
	return { width, height, data, depth: 8, channels: 1, palette };
}

/**
 * @param {string[]} fonts files of the site's fonts (woff2)
 * @param {(toPng: (svg: string, scale: number) => Uint8Array) => Promise<void>} draw
 */
export async function withRaster(fonts, draw) {
	// the renderer reads fonts from files, and not as browsers are sent them
	const folder = await mkdtemp(path.join(os.tmpdir(), 'fonts-'));
	try {
		const fontFiles = fonts.map((font) => path.join(folder, `${path.basename(font, '.woff2')}.ttf`));
		await Promise.all(fonts.map(async (font, i) => writeFile(fontFiles[i], await decompress(await readFile(font)))));
		await draw((svg, scale) => {
			const image = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'IBM Plex Sans' } }).render();
			// few colours in rows alike: more effort finds hardly more
			return encode(withPalette({ width: image.width, height: image.height, pixels: image.pixels }), { zlib: { level: 3 } });
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
