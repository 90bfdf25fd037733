// What is wrong with the lines of the page that stands in the window: a list of sentences.
// longest: letters; what is longer may be torn, where no line has room for it.
// Words of one line of text are read as they are laid out, however many elements they stand in.
(longest) => {
  const NUMBER = String.raw`\d[\d.,]*\d|\d`;
  const TOKENS = [
    String.raw`(?<![\w/.-])(?=[\w./:–-]*\d)[\p{L}\d]+(?:[-–/:.,][\p{L}\d]+)+(?![\p{L}\d/-])`, // 06/12/2021, 14:41, 11-ĐA/TU, 1.250
    String.raw`(?<![\d:.])\d{1,2}:\d{2}[ \u00a0][-–][ \u00a0]\d{1,2}:\d{2}(?![\d:])`, // 8:00 - 12:00
    String.raw`·[ \u00a0][\p{L}\d]+`, // it may begin a line, not end it
    String.raw`(?<!\p{L})(?:Điều|Khoản|số|tháng|năm|tổ|quý|lần thứ)[ \u00a0](?:${NUMBER})[\p{L}\d/–-]*`,
    String.raw`(?<![\p{L}\d.,])(?:${NUMBER})[ \u00a0](?:%|km|m²|ha|kg|đồng|triệu|tỷ|người|hộ|lít|giờ|phút|tuổi|°C)(?!\p{L})`,
    String.raw`(?<![\d.,])0\d{1,3}[ .\u00a0]\d{3,4}[ .\u00a0]\d{3,4}(?!\d)`, // a telephone
    String.raw`(?<![-/.:@&=?#%_~\d\p{L}])[\p{L}]+(?![-/.:@&=?#%_~\d\p{L}])`, // a word
  ].map((pattern) => new RegExp(pattern, "giu"));
  // Found once for all widths of a page.
  const tokens = (text) => {
    const known = (self.knownTokens ??= new Map());
    if (!known.has(text)) {
      known.set(text, TOKENS.flatMap((token) => [...text.matchAll(token)].map(({ 0: words, index }) => ({ words, index }))));
    }
    return known.get(text);
  };
  const isInline = (element) => /^(inline|contents)/.test(getComputedStyle(element).display);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true })
    && getComputedStyle(element).clipPath !== "inset(50%)"
    && !element.closest("svg, .hidden-visually, .skip, [aria-hidden=true], select, noscript, template");
  const wrong = [];

  // The text of each block, in runs that may stand on one line.
  const runs = [];
  let run = [];
  const flush = () => { if (run.length) runs.push(run); run = []; };
  (function walk(element) {
    if (!isSeen(element)) return;
    const inline = isInline(element);
    if (!inline) flush();
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) run.push(child);
      else if (child.nodeName === "BR") flush();
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child);
    }
    if (!inline) flush();
  })(document.body);

  for (const nodes of runs) {
    const text = nodes.map((node) => node.data).join("");
    if (!text.trim()) continue;
    const at = (offset) => {
      for (const node of nodes) {
        if (offset <= node.length) return [node, offset];
        offset -= node.length;
      }
    };
    for (const { words, index } of tokens(text)) {
      if (words.length > longest) continue;
      const range = document.createRange();
      range.setStart(...at(index));
      range.setEnd(...at(index + words.length));
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
      const top = Math.max(...boxes.map((box) => box.top));
      if (boxes.length > 1 && boxes.some((box) => box.bottom <= top + 1)) wrong.push(`torn: ${words}`);
    }
  }

  // Words over words, and words that a box cuts off. Tables and rows that scroll hold more than is seen.
  const boxes = runs.flat().filter((node) => node.data.trim() && !node.parentElement.closest(".table"))
    .flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map((box) => ({ node, box, top: box.top + box.height / 4,
        bottom: box.bottom - box.height / 4 }));
    }).filter(({ box }) => box.width > 2).sort((a, b) => a.top - b.top);
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      if (other.top >= one.bottom) break;
      const shared = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (other.node !== one.node && shared > 2) wrong.push(`covered: ${one.node.data} / ${other.node.data}`);
    }
    for (let e = one.node.parentElement; e !== document.body; e = e.parentElement) {
      if (!/hidden|clip/.test(getComputedStyle(e).overflow)) continue;
      const { left, right, top, bottom } = e.getBoundingClientRect();
      if (one.box.left < left - 1 || one.box.right > right + 1 || one.top < top || one.bottom > bottom) {
        wrong.push(`cut: ${one.node.data}`);
      }
    }
  });

  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1
      && !e.parentElement.closest(".table, .weather__scroll") && isSeen(e));
    wrong.push(`sideways: ${wide.slice(-3).map((e) => `${e.localName}.${e.className}`)}`);
  }
  return [...new Set(wrong)];
}
