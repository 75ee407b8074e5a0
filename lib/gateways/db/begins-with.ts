/** All values that begin with the text; none that is stored has the last character of Unicode. */
export const beginningWith = (text: string) => ({ gte: text, lt: `${text}\u{10ffff}` })

/** The ids of payouts that begin as was typed. A phone writes the first letter large; the rest has letters of both cases. */
export const payoutIdsBeginningWith = (typed: string) => beginningWith(`po_${typed.slice('po_'.length)}`)
