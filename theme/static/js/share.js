// Copies the address of the story and says so.
for (const share of document.querySelectorAll("[data-share]")) {
  const button = share.querySelector("[data-share-copy]");
  const said = share.querySelector("[role=status]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(share.dataset.share, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "Đã chép địa chỉ.";
    } catch {
      said.textContent = `Không chép được. Địa chỉ: ${address}`;
    }
  });
}
