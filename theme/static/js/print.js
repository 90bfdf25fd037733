// The sheet says when it was printed.
addEventListener("beforeprint", () => {
  const two = { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };
  document.querySelector("[data-printed]").textContent = `In lúc ${new Date().toLocaleString("vi-VN", two)}`;
});
