// Appended to a page of `signalwire-calls report`: puts what a reader sees into an attribute of the
// root element, for test/report_page.py.
window.addEventListener('load', () => {
    const root = document.documentElement;
    const box = element => {
        const range = document.createRange();
        // A text is where its letters are; a cell of a table is wider.
        if (element.textContent)
            range.selectNodeContents(element);
        const it = (element.textContent ? range : element).getBoundingClientRect();
        return [it.left + scrollX, it.top + scrollY, it.right + scrollX, it.bottom + scrollY];
    };
    const all = selector => [...document.querySelectorAll(selector)].map(element => ({
        kind: element.getAttribute('class') || element.localName,
        text: element.textContent,
        box: box(element),
        color: getComputedStyle(element)[element.closest('svg') ? 'fill' : 'color'],
    }));
    root.setAttribute('data-seen', JSON.stringify({
        title: document.title,
        width: Math.min(root.clientWidth || innerWidth, innerWidth),
        height: Math.max(root.scrollHeight, root.getBoundingClientRect().height),
        heading: all('h1'),
        drawing: all('svg text, svg rect'),
        table: [...document.querySelectorAll('tr')].map(
            row => [...row.children].map(cell => cell.textContent)),
        cells: all('th, td'),
        fetched: performance.getEntriesByType('resource').map(entry => entry.name),
    }));
});
