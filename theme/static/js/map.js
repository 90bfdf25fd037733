// Tells where an old commune belongs now, typed with or without marks.
function forms(name) {
  const marks = /[\u0300-\u036f]/g;
  // With the letters that look like đ.
  const plain = name.normalize("NFD").replace(marks, "").replace(/[đ\u00f0\u0256]/gi, "d").toLowerCase();
  const whole = plain.replace(/[^a-z0-9]+/g, " ").trim();
  return [whole, whole.replace(/^(xa|tt|thi tran|phuong|thi xa|huyen|quan) (?=.)/, "")];
}

for (const form of document.querySelectorAll("[data-map-finder]")) {
  const input = form.querySelector("input");
  const said = form.querySelector("[role=status]");
  // Old units first: a name that is both an old and a new one is asked for as the old.
  const items = ["[data-map-former]", "[data-map-unit]:not([data-map-former])"];
  const units = items
    .flatMap((kind) => [...document.querySelectorAll(kind)])
    .map((item) => ({ item, name: item.dataset.mapUnit, forms: forms(item.dataset.mapUnit) }));

  function find(text) {
    const asked = forms(text);
    if (asked[1].length < 2) return [];
    const exact = units.find((unit) => unit.forms.some((form) => asked.includes(form)));
    if (exact) return [exact];
    const close = units.filter((unit) => unit.forms[1].includes(asked[1]));
    return close.filter((unit, index) => close.findIndex(({ name }) => name === unit.name) === index);
  }

  function say(...parts) {
    said.textContent = "";
    said.append(...parts);
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.append(text, ...children);
    return made;
  }

  function tell({ item, name }) {
    const link = element("a", "Xem trên sơ đồ");
    link.href = `#${item.querySelector("[id]").id}`;
    const old = "mapFormer" in item.dataset ? " (cũ)" : "";
    const answered = item.querySelector("[data-map-answer]");
    const facts = answered ? answered.cloneNode(true) : "";
    say(element("p", element("strong", name), old), facts, element("p", link));
  }

  function answer() {
    const found = find(input.value);
    for (const unit of units) unit.item.toggleAttribute("data-map-found", found.length === 1 && found[0] === unit);
    if (found.length === 1) return tell(found[0]);
    if (!found.length) {
      const sentence = `Không có đơn vị nào tên “${input.value.trim()}”. Thử bớt chữ, hoặc chọn trong danh sách dưới đây.`;
      return say(input.value.trim().length > 1 ? element("p", sentence) : "");
    }
    const choices = found.map((unit) => {
      const button = element("button", unit.name);
      button.type = "button";
      button.className = "button button--framed";
      button.addEventListener("click", () => {
        input.value = unit.name;
        answer();
        input.focus();
      });
      return button;
    });
    say(element("p", `Có ${found.length} đơn vị gần giống:`), ...choices);
  }

  // Answers while one types, but lets a reader of the screen finish the word.
  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(answer, 300);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    answer();
  });
  form.hidden = false;
}
