/*
 * Copying of citation and code, and the site's own address in both where its build was not told. Without this script the
 * citation can be marked and copied by hand.
 */
'use strict';

// the address of the page without what is only a place on it
const here = window.location.href.split('#')[0];
for (const element of document.querySelectorAll('[data-address]')) {
	if (element.textContent === '') element.textContent = here;
}
for (const section of document.querySelectorAll('[data-embedding][hidden]')) {
	const code = section.querySelector('code');
	const frame = section.querySelector('a[href]').href;
	code.textContent = code.textContent.replace('src=""', `src="${frame}"`);
	section.hidden = false;
}
for (const button of document.querySelectorAll('[data-copy]')) {
	// a page that was not sent over a safe connection may not write to the clipboard
	if (!navigator.clipboard) continue;
	button.parentElement.hidden = false;
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.replace(/\s+/g, ' ').trim());
		button.parentElement.querySelector('[role="status"]').textContent = button.dataset.done;
	});
}
