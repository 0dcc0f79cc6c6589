// Small things that gradio leaves undone; the window works without them.
// 1. A chat message is announced with its HTML source: its text is announced instead.
// 2. A page or a passage that was brought in is scrolled to its cited line.
// 3. A file that was asked for is saved without a second click.
// 4. Links inside an answer (a source, right, wrong) are carried out by the server through
//    the hidden fields #lenh and #lenh-muc; copying is done here.
// 5. gradio has no Vietnamese and no way to bring its own labels (6.31): they are put in here.
(() => {
  "use strict";
  let large = false;  // whether pages are shown enlarged
  const WORDING = {
    "Drop File Here": "Thả tệp PDF, Word (.docx), .txt hoặc .md vào đây",
    "- or -": "hoặc",
    "Click to Upload": "Bấm để chọn tệp",
    "Clear": "Xóa cuộc trò chuyện",
    "chatbot conversation": "Cuộc trò chuyện",
    "Submit": "Hỏi",
    "More tabs": "Các thẻ khác",
    "Error": "Có lỗi",
    "Warning": "Lưu ý",
    "Connection errored out.": "Mất kết nối với máy chủ. Hãy tải lại trang.",
    "Connection to the server was lost. Attempting reconnection...":
      "Mất kết nối với máy chủ, đang nối lại…",
  };
  const SEE = ["title", "aria-label"];

  function inOurWords(node) {
    const wording = WORDING[node.nodeValue.trim()];
    if (wording) node.nodeValue = wording;
  }

  function tidy() {
    for (const node of document.querySelectorAll('[data-testid="bot"], [data-testid="user"]')) {
      const text = (node.dataset.testid === "bot" ? "Trả lời: " : "Câu hỏi: ") + node.innerText;
      if (node.getAttribute("aria-label") !== text) node.setAttribute("aria-label", text);
    }
    for (const node of document.querySelectorAll("button[title], button[aria-label]")) {
      for (const name of SEE) {
        const wording = WORDING[node.getAttribute(name)];
        if (wording) node.setAttribute(name, wording);
      }
    }
  }

  function translate(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      // What users and documents say is never touched, only gradio's own labels.
      if (node.nodeType === Node.TEXT_NODE && !node.parentElement?.closest(".prose, textarea")) {
        inOurWords(node);
      }
    }
  }

  function toCitedLine(root) {
    for (const sheet of root.querySelectorAll?.(".mc-sheet") ?? []) {
      sheet.classList.toggle("mc-large", large);
      root.querySelector(".mc-zoom")?.setAttribute("aria-pressed", large);
    }
    for (const here of root.querySelectorAll?.(".mc-here, .mc-here-text") ?? []) {
      const box = here.closest(".mc-sheet-scroll");
      if (!box) continue;
      const place = () => {
        const at = here.getBoundingClientRect().top - box.getBoundingClientRect().top;
        box.scrollTop += at - box.clientHeight / 3;
      };
      place();
      requestAnimationFrame(place);
    }
  }

  function tell(command, name) {
    const field = document.querySelector(`#${name} textarea, #${name} input`);
    if (!field) return;
    const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
    set.call(field, command + " " + Date.now());
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function copy(link) {
    const text = link.parentElement.querySelector(".mc-to-copy")?.textContent ?? "";
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // no clipboard outside https and localhost
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      link.focus();
    }
    const label = link.textContent;
    link.textContent = "Đã chép";
    setTimeout(() => { link.textContent = label; }, 1500);
  }

  function enlarge(button) {
    large = !large;
    for (const sheet of document.querySelectorAll(".mc-sheet")) {
      sheet.classList.toggle("mc-large", large);
      toCitedLine(sheet.closest(".mc-page"));
    }
    button.setAttribute("aria-pressed", large);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.mc-cite, a.mc-judge, a.mc-copy, a.mc-outline-link, .mc-zoom");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.matches(".mc-zoom")) enlarge(link);
    else if (link.matches(".mc-copy")) copy(link);
    else tell(link.getAttribute("href").slice(1), link.matches(".mc-outline-link") ? "lenh-muc" : "lenh");
  }, true);

  function save(root) {
    for (const link of root.querySelectorAll?.("a.mc-download-now") ?? []) {
      link.classList.remove("mc-download-now");
      link.click();
    }
  }

  let waiting = false;
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach((node) => { translate(node); toCitedLine(node); save(node); });
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; tidy(); }, 150);
  }).observe(document.documentElement, { childList: true, subtree: true });
  translate(document.documentElement);
})();
