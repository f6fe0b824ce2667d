// Whether words only thank or praise, so that they ask for nothing. Anything that may ask for something does.

/** One of these must be there. */
const PRAISE = new Set(
  [
    "thanks|thank|thankyou|thx|ty|tysm|cheers|perfect|great|nice|awesome|excellent|lovely|wonderful",
    "brilliant|fantastic|amazing|superb|beautiful|neat|lgtm|kudos|bravo|congrats|danke|merci|gracias",
    "obrigado|obrigada|grazie|tack|dank|tak|spasibo|arigato|спасибо|дякую|谢谢|謝謝|ありがとう|ありがとうございます|감사합니다",
    "dzięki|dziękuję|kiitos|teşekkürler",
  ].flatMap((row) => row.split("|")),
);
/** What may stand around it: words that neither order nor deny nor ask. */
const AROUND = new Set(
  [
    "you|u|so|very|much|a|lot|many|for|the|this|that|it|is|was|looks|good|to|me|and|work|job|done|well",
    "really|my|i|we|your|team|everyone|guys|indeed|absolutely|vielen|dir|beaucoup|muchas|muito|mille",
  ].flatMap((row) => row.split("|")),
);
const GLAD = /[👍👌🙏🎉❤🚀💯🙌👏😊😀😄🥳✨💚💙🔥]/u;

/** A blank text is no thanks: it says nothing. */
export function isOnlyThanks(text: string): boolean {
  if (/[?？]/.test(text)) return false;
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const isGlad = GLAD.test(text) || /(?:^|\s)(?:\+1|:\+1:|:tada:|:heart:|:rocket:|:pray:)(?=\s|$)/.test(text);
  if (words.length === 0) return isGlad;
  const known = words.filter((word) => PRAISE.has(word) || AROUND.has(word) || isShort(word, text));
  const praises =
    words.some((word) => PRAISE.has(word)) || isGlad || /\b(?:looks good|well done)\b/i.test(text);
  return praises && known.length === words.length && words.length <= 15;
}

/** The words inside of a short code such as `:+1:` or `:tada:`, and a plain `+1`. */
function isShort(word: string, text: string): boolean {
  return text.includes(`:${word}:`) || (word === "1" && /\+1/.test(text));
}
