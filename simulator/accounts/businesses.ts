import type { Weekday } from '../time/calendar.ts'
import type { ProfileName } from './profiles.ts'

export type Schedule = 'daily' | 'manual' | { weekly: Weekday[] } | { monthly: number[] }

/** Available and pending, in major units. */
export type Funds = Readonly<Record<string, readonly [available: number, pending: number]>>

export interface Business {
  name: string
  /** For the email address and the website: `accounts@<slug>.example`. */
  slug: string
  country: string
  profile: ProfileName
  mcc: string
  schedule: Schedule
  funds: Funds
  id?: string
  individual?: boolean
  delay_floor?: number
  delay_days_override?: number
  minimum?: Record<string, number>
  statement_descriptor?: string
  debit_negative_balances?: boolean
  start_of_day?: { hour: number; minutes: number; timezone: string }
  /** Payouts are disabled for this reason, and these requirements are due. A paused payout is still pending. */
  disabled?: { reason: string; due: string[] }
  /** The platform rejected it for this reason, and left payouts enabled. */
  rejected?: string
  /** Payouts are enabled, but these requirements are due soon. */
  due_soon?: string[]
  /** The last payout failed with this code. */
  failed?: string
  debit_card?: boolean
  /** A second bank account, in this currency. */
  second_bank?: string
  without_bank?: boolean
  /** Stripe's own test numbers, which accounts of one country then share; otherwise numbers that nobody else has. */
  test_numbers?: boolean
  /** Connected by OAuth: the platform can see it, but doesn't control it. */
  uncontrolled?: boolean
  financial_account?: boolean
  /** Transfers to that financial account by currency: up to so many major units, or everything. */
  transfer_rules?: Readonly<Record<string, number | 'all'>>
  /** How many past payouts it has in each currency. */
  payouts?: number
}

/** The newest are last, so that the demo accounts are first in lists. All names are invented; `.example` is reserved (RFC 2606). */
export const BUSINESSES: readonly Business[] = [
  b(
    'Quillfeather Stationery',
    'quillfeather',
    'GB',
    'standard',
    '5943',
    'daily',
    { gbp: [1204.6, 310.2] },
    { payouts: 6 },
  ),
  b('Atelier Brumaire', 'atelierbrumaire', 'FR', 'express', '5712', { weekly: ['friday'] }, { eur: [2840, 915.5] }),
  b(
    'Panadería Luna de Abril',
    'lunadeabril',
    'ES',
    'custom',
    '5462',
    { weekly: ['monday', 'thursday'] },
    { eur: [961.35, 122.9] },
  ),
  b(
    'Kōji & Stone 麹と石',
    'kojiandstone',
    'JP',
    'custom',
    '5499',
    { monthly: [15, 31] },
    { jpy: [486_200, 75_400] },
    { delay_floor: 4 },
  ),
  b(
    'Northlight Kayak Hire',
    'northlightkayak',
    'CA',
    'express',
    '7999',
    'daily',
    { cad: [733.1, 208.45], usd: [95.2, 0] },
    { rejected: 'terms_of_service' },
  ),
  b(
    'Wattlebird Bicycle Repairs',
    'wattlebird',
    'AU',
    'standard',
    '7699',
    { weekly: ['tuesday'] },
    { aud: [1508.75, 402.3] },
  ),
  b('Orchid Lane Florists', 'orchidlane', 'SG', 'no_dashboard', '5992', 'daily', { sgd: [2210.4, 640] }),
  b('Ateliê Maré Alta', 'marealta', 'BR', 'custom', '5651', 'daily', { brl: [18_420.9, 9_310.25] }),
  b('Chaophraya Slow Travel', 'chaophrayaslow', 'TH', 'express', '4722', 'manual', { thb: [64_300, 12_800] }),
  b('Marigold Print Collective', 'marigoldprint', 'IN', 'no_dashboard', '2741', 'daily', { inr: [84_210.5, 22_760] }),
  b('Fjellro Outdoor AS', 'fjellro', 'NO', 'standard', '5941', { weekly: ['wednesday'] }, { nok: [12_840, 3_155] }),
  b('Lumen & Larch', 'lumenandlarch', 'SE', 'express', '5719', { monthly: [1, 15] }, { sek: [22_310.5, 5_410] }),
  b('Smørrebrød på Hjørnet', 'paahjoernet', 'DK', 'custom', '5812', 'daily', { dkk: [6_250.75, 1_980.5] }),
  b('Tulp & Tandem', 'tulpentandem', 'NL', 'standard', '7519', 'daily', { eur: [1_870.2, 366.4] }, { payouts: 8 }),
  b(
    'Ceramiche del Borgo',
    'ceramichedelborgo',
    'IT',
    'express',
    '5950',
    { weekly: ['monday'] },
    { eur: [3_415.8, 702.6] },
  ),
  b('Azulejo Azul, Unipessoal Lda', 'azulejoazul', 'PT', 'custom', '5231', { monthly: [28] }, { eur: [742.1, 88] }),
  b(
    'Cloghaun Sea Swimming Club',
    'cloghaunswim',
    'IE',
    'standard',
    '7997',
    { monthly: [5, 20] },
    { eur: [418.5, 60], gbp: [120, 0] },
    {
      second_bank: 'gbp',
    },
  ),
  b('Pracownia Zielony Kot', 'zielonykot', 'PL', 'express', '5945', 'daily', { pln: [5_210.4, 980.2] }),
  b(
    'Tisza Kézműves Bt.',
    'tiszakezmuves',
    'HU',
    'custom',
    '5947',
    { weekly: ['thursday'] },
    { huf: [412_300, 96_500] },
  ),
  b(
    'Uhrwerkstatt Sankt Alban',
    'sanktalban',
    'CH',
    'no_dashboard',
    '7631',
    { monthly: [31] },
    { chf: [9_840.55, 1_200] },
  ),
  b(
    'Kererū Honey Co-operative',
    'kereruhoney',
    'NZ',
    'express',
    '5499',
    { weekly: ['monday', 'wednesday', 'friday'] },
    { nzd: [1_312, 256.7] },
  ),
  b('Peak Tram Dance Studio 山頂舞室', 'peaktramdance', 'HK', 'standard', '7911', 'daily', { hkd: [15_210, 4_420] }),
  b(
    'Kedai Rempah Kampung',
    'rempahkampung',
    'MY',
    'custom',
    '5411',
    { weekly: ['friday'] },
    { myr: [4_380.6, 1_104.2] },
  ),
  b(
    'مخبز الواحة',
    'alwaha-bakery',
    'AE',
    'custom',
    '5462',
    'daily',
    { aed: [7_820.5, 1_460], kwd: [312.47, 48.2], bhd: [95.13, 0] },
    {
      statement_descriptor: 'ALWAHA BAKERY',
      second_bank: 'kwd',
    },
  ),
  b('Papelería Xóchitl', 'xochitl', 'MX', 'express', '5943', 'daily', { mxn: [24_310.4, 6_220] }),
  b(
    'Gearwheel & Sons Clock Repair, Restoration and Antique Instrument Conservation Workshop of Upper Little Wenlock',
    'gearwheel',
    'GB',
    'express',
    '7631',
    { monthly: [1] },
    { gbp: [512.4, 88.15] },
  ),
  b(
    'Tidewater Oyster Shack',
    'tidewateroyster',
    'US',
    'express',
    '5812',
    'daily',
    { usd: [-412.35, 120] },
    { debit_negative_balances: true },
  ),
  b(
    'Ferrous Wheel Climbing Gym',
    'ferrouswheel',
    'US',
    'standard',
    '7997',
    'daily',
    { usd: [-86.2, 0] },
    { debit_negative_balances: false, payouts: 5 },
  ),
  b(
    'Lichen & Lime Skincare',
    'lichenandlime',
    'US',
    'custom',
    '5977',
    { weekly: ['friday'] },
    { usd: [2_410.8, 730.25] },
    {
      disabled: { reason: 'requirements.past_due', due: ['individual.id_number', 'individual.verification.document'] },
    },
  ),
  b(
    'Moonrise Mending',
    'moonrisemending',
    'GB',
    'custom',
    '7251',
    'daily',
    { gbp: [318.9, 42] },
    {
      individual: true,
      disabled: { reason: 'requirements.pending_verification', due: [] },
    },
  ),
  b(
    'Bramble & Byte Repair Café',
    'brambleandbyte',
    'GB',
    'express',
    '7379',
    { weekly: ['monday'] },
    { gbp: [840, 112.6] },
    {
      failed: 'account_closed',
    },
  ),
  b(
    'Vinyl Hours Record Fair',
    'vinylhours',
    'US',
    'custom',
    '5735',
    'daily',
    { usd: [1_120.55, 240] },
    { failed: 'no_account', payouts: 5 },
  ),
  b(
    'Blockhütte am See GmbH',
    'blockhuette',
    'DE',
    'express',
    '7011',
    { monthly: [1, 15] },
    { eur: [8_915.2, 2_330] },
    {
      failed: 'could_not_process',
      test_numbers: true,
      delay_floor: 7,
    },
  ),
  b(
    'Paper Lantern Tutoring',
    'paperlantern',
    'US',
    'custom',
    '8299',
    'manual',
    { usd: [26_400, 4_150] },
    { individual: true, debit_card: true, payouts: 4 },
  ),
  b('Côte & Carrelage', 'cotecarrelage', 'FR', 'standard', '5211', 'manual', { eur: [14_210.75, 3_980.1] }),
  b(
    'Saltwind Sail Loft',
    'saltwindsails',
    'US',
    'no_dashboard',
    '5551',
    { weekly: ['tuesday', 'thursday'] },
    { usd: [6_720.4, 1_880] },
    { debit_card: true },
  ),
  b(
    'Three Rivers Drum Circle',
    'threeriversdrum',
    'US',
    'custom',
    '8641',
    { monthly: [31] },
    { usd: [65.75, 18] },
    {
      minimum: { usd: 100 },
      individual: true,
    },
  ),
  b(
    'Kestrel Ridge Beekeeping',
    'kestrelridge',
    'CA',
    'custom',
    '5499',
    'daily',
    { cad: [1_840.2, 366], usd: [410.8, 75] },
    {
      minimum: { cad: 250, usd: 100 },
      second_bank: 'usd',
    },
  ),
  b(
    'Weaver & Finch Looms',
    'weaverandfinch',
    'GB',
    'custom',
    '5949',
    'daily',
    { gbp: [2_912.3, 480], eur: [640.2, 0], kwd: [71.36, 0] },
    {
      delay_days_override: 14,
      second_bank: 'eur',
    },
  ),
  b(
    'Sundial Solar Classes',
    'sundialsolar',
    'AU',
    'custom',
    '8299',
    'daily',
    { aud: [988.1, 301.2] },
    {
      delay_days_override: 7,
      start_of_day: { hour: 2, minutes: 30, timezone: 'Australia/Sydney' },
    },
  ),
  b(
    'Merlion Mosaic Workshop',
    'merlionmosaic',
    'SG',
    'custom',
    '5970',
    'daily',
    { sgd: [1_402.9, 260] },
    {
      start_of_day: { hour: 4, minutes: 0, timezone: 'Asia/Singapore' },
      debit_negative_balances: false,
    },
  ),
  b(
    'Hanok Stay Seorak',
    'hanokstay',
    'JP',
    'express',
    '7011',
    { weekly: ['friday'] },
    { jpy: [1_240_500, 330_000], krw: [820_000, 0] },
  ),
  b(
    'Cobalt Kiln Pottery',
    'cobaltkiln',
    'US',
    'custom',
    '5950',
    { weekly: ['wednesday'] },
    { usd: [0, 240] },
    { payouts: 0 },
  ),
  b(
    'Ampersand Alphabet Press',
    'ampersandpress',
    'US',
    'express',
    '2741',
    'daily',
    { usd: [12.4, 0] },
    { payouts: 0, without_bank: true },
  ),
  b(
    'Riverbend Rowing',
    'riverbendrowing',
    'US',
    'standard',
    '7997',
    'daily',
    { usd: [2_004.1, 310] },
    { uncontrolled: true },
  ),
  b(
    'Altstadt Antiquariat',
    'altstadtantiquariat',
    'DE',
    'standard',
    '5942',
    { weekly: ['monday'] },
    { eur: [1_733, 240.8] },
    { uncontrolled: true, test_numbers: true },
  ),
  b(
    'Ginkgo Grove Yoga',
    'ginkgogrove',
    'US',
    'express',
    '7298',
    { weekly: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
    { usd: [1_215.6, 204.4] },
    {
      due_soon: ['individual.verification.document'],
      individual: true,
    },
  ),
  b(
    'Zwölf Apostel Weinhandel',
    'zwoelfapostel',
    'DE',
    'custom',
    '5921',
    'manual',
    { eur: [22_840.6, 4_105] },
    { payouts: 9 },
  ),
  b(
    'Palmetto Pinball',
    'palmettopinball',
    'US',
    'custom',
    '7994',
    'daily',
    { usd: [-1_940.25, 310.5] },
    { debit_negative_balances: true, payouts: 6 },
  ),
  b(
    'Fern Hollow Farm Box',
    'fernhollow',
    'US',
    'custom',
    '5411',
    { weekly: ['tuesday'] },
    { usd: [18_404.9, 6_120] },
    {
      financial_account: true,
      transfer_rules: { usd: 2_500 },
      minimum: { usd: 500 },
      payouts: 10,
    },
  ),
  b(
    'Pebble Beach House Rentals',
    'pebblebeachhouse',
    'NZ',
    'no_dashboard',
    '6513',
    { monthly: [20] },
    { nzd: [8_120, 0] },
  ),
  b(
    'Cinder & Sage Barbecue',
    'cinderandsage',
    'US',
    'express',
    '5812',
    'daily',
    { usd: [640.2, 95.1] },
    {
      disabled: { reason: 'platform_paused', due: [] },
    },
  ),
  b(
    'Olive Press Vranas',
    'olivepressvranas',
    'BE',
    'custom',
    '5451',
    { monthly: [5, 20] },
    { eur: [3_044.7, 510.3] },
    { delay_days_override: 10 },
  ),
  b(
    'Isarwelle Surfschule',
    'isarwelle',
    'AT',
    'express',
    '7999',
    { weekly: ['thursday'] },
    { eur: [1_690, 355] },
    {
      financial_account: true,
      transfer_rules: { eur: 'all' },
    },
  ),
  b(
    'Candlewick Theatre Company',
    'candlewick',
    'GB',
    'no_dashboard',
    '7922',
    { weekly: ['wednesday'] },
    { gbp: [7_715.3, 1_640.8] },
    {
      debit_card: true,
    },
  ),

  b(
    'Spillway Surf Co.',
    'spillwaysurf',
    'AU',
    'custom',
    '5941',
    'daily',
    { aud: [4_218.6, 1_102.35], nzd: [310, 0] },
    {
      id: 'acct_1SpwDemoSurf',
      minimum: { aud: 500 },
      delay_days_override: 5,
      payouts: 6,
    },
  ),
  b(
    'Kiku Tea House 菊茶屋',
    'kikutea',
    'JP',
    'no_dashboard',
    '5499',
    { weekly: ['friday'] },
    { jpy: [864_300, 212_800] },
    {
      id: 'acct_1SpwDemoTea',
      payouts: 6,
    },
  ),
  b(
    'Werkhof Möbel GmbH',
    'werkhofmoebel',
    'DE',
    'standard',
    '5712',
    'daily',
    { eur: [6_480.25, 2_015.4] },
    {
      id: 'acct_1SpwDemoWerk',
      payouts: 8,
    },
  ),
  b(
    'Lantern Lane Books',
    'lanternlane',
    'GB',
    'express',
    '5942',
    { monthly: [5, 20] },
    { gbp: [1_942.18, 388.6], eur: [214, 36] },
    {
      id: 'acct_1SpwDemoBooks',
      payouts: 6,
    },
  ),
  b(
    'Harbor Loaf Bakery',
    'harborloaf',
    'US',
    'custom',
    '5462',
    { weekly: ['monday', 'wednesday', 'friday'] },
    { usd: [5_231.8, 1_240.55], cad: [180.4, 0] },
    {
      id: 'acct_1SpwDemoBakery',
      minimum: { usd: 150 },
      statement_descriptor: 'HARBOR LOAF',
      debit_negative_balances: true,
      debit_card: true,
      test_numbers: true,
      payouts: 8,
    },
  ),
]

function b(
  name: string,
  slug: string,
  country: string,
  profile: ProfileName,
  mcc: string,
  schedule: Schedule,
  funds: Funds,
  traits: Omit<Business, 'country' | 'funds' | 'mcc' | 'name' | 'profile' | 'schedule' | 'slug'> = {},
): Business {
  return { name, slug, country, profile, mcc, schedule, funds, ...traits }
}
