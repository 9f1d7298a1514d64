// What a list item's mark says: a bullet, or a number in one of the scripts that lists are numbered in.

const LATIN = "abcdefghijklmnopqrstuvwxyz";
const CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"; // word processors number without ё, й, ъ, ы and ь
const CHINESE = "〇一二三四五六七八九";
const ROMAN = [
  ["m", 1000], ["cm", 900], ["d", 500], ["cd", 400], ["c", 100], ["xc", 90],
  ["l", 50], ["xl", 40], ["x", 10], ["ix", 9], ["v", 5], ["iv", 4], ["i", 1],
]; // prettier-ignore

export const BULLET = { list: "ul", style: "bullet", number: 0 };

function roman(letters) {
  let rest = letters;
  let number = 0;
  for (const [sign, value] of ROMAN) {
    while (rest.startsWith(sign)) {
      rest = rest.slice(sign.length);
      number += value;
    }
  }
  return rest ? 0 : number;
}

// After z come aa, bb, cc.
function letter(letters, alphabet) {
  const position = alphabet.indexOf(letters[0]);
  if (position < 0 || [...letters].some((other) => other !== letters[0])) return 0;
  return (letters.length - 1) * alphabet.length + position + 1;
}

function chinese(signs) {
  const parts = /^([〇一二三四五六七八九]?)(十?)([〇一二三四五六七八九]?)$/.exec(signs);
  if (!parts) return 0;
  const [, before, ten, after] = parts;
  if (!ten) return after ? 0 : CHINESE.indexOf(before);
  return (before ? CHINESE.indexOf(before) : 1) * 10 + Math.max(0, CHINESE.indexOf(after || "〇"));
}

const numbered = (style, number) => ({ list: "ol", style, number });

// All that `mark` may mean: "i." is a letter and a Roman one. Nothing if it is neither bullet nor number.
export function readings(mark) {
  const plain = mark.normalize("NFKC").replace(/\s+/g, "");
  const core = plain.replace(/[^\p{L}\p{N}.]+/gu, "").replace(/^\.+|\.+$/g, "");
  if (!core || (core === plain && /^[\p{L}]$/u.test(core) && !chinese(core))) return [BULLET];
  const last = core.split(".").pop(); // of 2.1.3 the nesting says the rest
  if (/^\d{1,5}$/.test(last)) return [numbered("1", Number(last))];
  const small = last.toLowerCase();
  const isSmall = small === last;
  return [
    numbered(isSmall ? "i" : "I", roman(small)),
    numbered(isSmall ? "a" : "A", letter(small, LATIN)),
    numbered(isSmall ? "а" : "А", letter(small, CYRILLIC)),
    numbered("一", chinese(last)),
  ].filter(({ number }) => number);
}

// The reading of a list's first mark: the one that the next mark goes on from, else the smallest number.
export function firstReading(marks, nextMarks = []) {
  const goesOn = ({ style, number }) =>
    nextMarks.some((next) => next.style === style && next.number === number + 1);
  return marks.find(goesOn) ?? [...marks].sort((one, other) => one.number - other.number)[0];
}
