// What tests ask inside a page. Read as text and run there; nothing here runs in Node.

/** Texts with less contrast than WCAG 2 AA asks of ordinary text, 4.5 to 1. */
function faintTexts() {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const groundOf = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const found = channels(getComputedStyle(each).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text === '' || parent.closest('script, style, title, desc') !== null) continue;
    const style = getComputedStyle(parent);
    const colour = parent instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [luminance(channels(colour)), luminance(groundOf(parent))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(`${text.slice(0, 30)}: ${contrast.toFixed(2)}`);
  }
  return faint;
}

/** Does everything in the first drawing stand within it? */
function isWithin() {
  const svg = document.querySelector('svg.way');
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('rect, text')].every((each) => {
    const box = each.getBoundingClientRect();
    return box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.bottom <= frame.bottom + 1;
  });
}

/** Tries what a string of a stranger would try, if it ever became markup. */
function attack() {
  const script = document.createElement('script');
  script.textContent = "document.title = 'owned'";
  document.body.append(script);
  const image = document.createElement('img');
  image.src = 'https://tracker.invalid/x.png';
  document.body.append(image);
  document.body.setAttribute('onclick', "document.title = 'owned'");
  document.body.click();
}

function headingLevels() {
  return [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName[1]));
}

function ids() {
  return [...document.querySelectorAll('[id]')].map(({ id }) => id);
}

window.inPage = { faintTexts, isWithin, attack, headingLevels, ids };
