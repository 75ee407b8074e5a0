// Written by scripts/bank-holidays.mjs, which holds the rules and their sources. Change it there, not here.

import type { HolidayBook } from './bank-holidays'

/**
 * Weekdays on which banks do not settle. One holiday a line: its name (with ~ before it where the day is approximate),
 * then its days as yymmdd. Euro countries list what they close for beyond the TARGET days.
 */
export const HOLIDAY_DATA: HolidayBook = {
  made: '2026-11-28',
  from: '2026-01-01',
  to: '2029-12-31',
  source: 'Spillway holiday rules (scripts/bank-holidays.mjs), compared with date-holidays 3.37.0',
  calendars: {
    TARGET: {
      title: 'SEPA (TARGET) closing days',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Christmas Day|261225 281225 291225
Boxing Day|281226 291226
`,
    },
    US: {
      title: 'Federal Reserve holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Martin Luther King Jr. Day|260119 270118 280117 290115
Presidents' Day|260216 270215 280221 290219
Memorial Day|260525 270531 280529 290528
Juneteenth|260619 280619 290619
Labor Day|260907 270906 280904 290903
Columbus Day|261012 271011 281009 291008
Veterans Day|261111 271111
Thanksgiving Day|261126 271125 281123 291122
Christmas Day|261225 281225 291225
Independence Day (substitute day)|270705
Independence Day|280704 290704
Veterans Day (substitute day)|291112
`,
    },
    GB: {
      title: 'Bank holidays in England and Wales',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Early May bank holiday|260504 270503 280501 290507
Spring bank holiday|260525 270531 280529 290528
Summer bank holiday|260831 270830 280828 290827
Christmas Day|261225 281225 291225
Boxing Day (substitute day)|261228 271228
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
Boxing Day|281226 291226
`,
    },
    CA: {
      title: 'Payments Canada holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Good Friday|260403 270326 280414 290330
Victoria Day|260518 270524 280522 290521
Canada Day|260701 270701
Labour Day|260907 270906 280904 290903
National Day for Truth and Reconciliation|260930 270930
Thanksgiving Day|261012 271011 281009 291008
Remembrance Day|261111 271111
Christmas Day|261225 281225 291225
Boxing Day (substitute day)|261228 271228
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
Canada Day (substitute day)|280703 290702
National Day for Truth and Reconciliation (substitute day)|281002 291001
Remembrance Day (substitute day)|281113 291112
Boxing Day|281226 291226
`,
    },
    AU: {
      title: 'Public holidays in both Sydney and Melbourne',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Australia Day|260126 270126 280126 290126
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
King's Birthday|260608 270614 280612 290611
Christmas Day|261225 281225 291225
Boxing Day (substitute day)|261228 271228
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
ANZAC Day|280425 290425
Boxing Day|281226 291226
`,
    },
    NZ: {
      title: 'New Zealand public holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Day after New Year's Day|260102 290102
Waitangi Day|260206 290206
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
ANZAC Day (substitute day)|260427 270426
King's Birthday|260601 270607 280605 290604
Matariki|260710 270625 280714 290706
Labour Day|261026 271025 281023 291022
Christmas Day|261225 281225 291225
Boxing Day (substitute day)|261228 271228
Day after New Year's Day (substitute day)|270104 280104
Waitangi Day (substitute day)|270208 280207
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
ANZAC Day|280425 290425
Boxing Day|281226 291226
`,
    },
    JP: {
      title: 'Japanese bank holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
New Year bank holiday|260102 280103 290102 290103
Coming of Age Day|260112 270111 280110 290108
National Foundation Day|260211 270211 280211
Emperor's Birthday|260223 270223 280223 290223
Vernal Equinox Day|260320 280320 290320
Showa Day|260429 270429
Greenery Day|260504 270504 280504 290504
Children's Day|260505 270505 280505
Constitution Day (substitute day)|260506
Marine Day|260720 270719 280717 290716
Mountain Day|260811 270811 280811
Respect for the Aged Day|260921 270920 280918 290917
Citizens' Holiday|260922
Autumnal Equinox Day|260923 270923 280922
Sports Day|261012 271011 281009 291008
Culture Day|261103 271103 281103
Labour Thanksgiving Day|261123 271123 281123 291123
Year-end bank holiday|261231 271231 291231
Vernal Equinox Day (substitute day)|270322
Constitution Day|270503 280503 290503
National Foundation Day (substitute day)|290212
Showa Day (substitute day)|290430
Autumnal Equinox Day (substitute day)|290924
`,
    },
    HK: {
      title: 'Hong Kong general holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Lunar New Year's Day|260217 280126 290213
Second day of Lunar New Year|260218 280127 290214
Third day of Lunar New Year|260219 270208 280128 290215
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Ching Ming Festival (substitute day)|260407
Labour Day|260501 280501 290501
The Buddha's Birthday (substitute day)|260525 290521
Tuen Ng Festival|260619 270609
HKSAR Establishment Day|260701 270701
National Day|261001 271001 291001
Chung Yeung Festival (substitute day)|261019
Christmas Day|261225 281225 291225
Second day of Lunar New Year (substitute day)|270209
Ching Ming Festival|270405 280404 290404
The Buddha's Birthday|270513 280502
Day following the Mid-Autumn Festival|270916 281004
Chung Yeung Festival|271008 281026 291016
First weekday after Christmas Day (substitute day)|271227
Tuen Ng Festival (substitute day)|280529
National Day (substitute day)|281002
First weekday after Christmas Day|281226 291226
HKSAR Establishment Day (substitute day)|290702
Day following the Mid-Autumn Festival (substitute day)|290924
`,
    },
    SG: {
      title: 'Singapore public holidays',
      approximate:
        'Religious days follow the moon and are confirmed only shortly before; they can fall a day earlier or later.',
      days: `
New Year's Day|260101 270101 290101
Chinese New Year|260217 260218 280126 280127 290213 290214
Good Friday|260403 270326 280414 290330
Labour Day|260501 280501 290501
~Hari Raya Haji|260527 270517 280505 290424
~Vesak Day (substitute day)|260601 290528
National Day (substitute day)|260810
~Deepavali (substitute day)|261109
Christmas Day|261225 281225 291225
Chinese New Year (substitute day)|270208
~Hari Raya Puasa|270310 290215
~Vesak Day|270520 280509
National Day|270809 280809 290809
~Deepavali|271028 281017 291105
~Hari Raya Puasa (substitute day)|280228
`,
    },
    MY: {
      title: 'Public holidays in Kuala Lumpur',
      approximate:
        'Religious days follow the moon and are confirmed only shortly before; they can fall a day earlier or later. State holidays outside Kuala Lumpur are not listed.',
      days: `
New Year's Day|260101 270101 290101
Federal Territory Day (substitute day)|260202
~Thaipusam (substitute day)|260203
Chinese New Year|260217 260218 280126 280127 290213 290214
~Hari Raya Aidilfitri (substitute day)|260323 280229
Labour Day|260501 280501 290501
~Hari Raya Haji|260527 270517 280505 290424
The King's Birthday|260601 270607 280605 290604
~Wesak Day (substitute day)|260602 290528
~Awal Muharram|260617 280526 290515
~The Prophet's Birthday|260825 280804 290724
National Day|260831 270831 280831 290831
Malaysia Day|260916 270916
~Deepavali (substitute day)|261109
Christmas Day|261225 281225 291225
~Thaipusam|270122 280210 290130
Federal Territory Day|270201 280201 290201
Chinese New Year (substitute day)|270208
~Nuzul Al-Quran|270224
~Hari Raya Aidilfitri|270310 270311 280228 290215 290216
~Wesak Day|270520 280509
~Awal Muharram (substitute day)|270608
~The Prophet's Birthday (substitute day)|270816
~Deepavali|271028 281017 291105
~Nuzul Al-Quran (substitute day)|280214
Malaysia Day (substitute day)|290917
`,
    },
    TH: {
      title: 'Thai bank holidays',
      approximate: 'Buddhist days follow the moon, and the government adds special holidays during the year.',
      days: `
New Year's Day|260101 270101 290101
~Makha Bucha Day|260303 280210 290228
Chakri Memorial Day|260406 270406 280406 290406
Songkran Festival|260413 260414 260415 270413 270414 270415 280413 280414 290413
Labour Day|260501 280501 290501
Coronation Day|260504 270504 280504 290504
~Visakha Bucha Day (substitute day)|260601 290528
Queen Suthida's Birthday|260603 270603
The King's Birthday|260728 270728 280728
~Asanha Bucha Day|260729 280706 290725
The Queen Mother's Birthday|260812 270812
King Bhumibol Memorial Day|261013 271013 281013
Chulalongkorn Day|261023 281023 291023
King Bhumibol's Birthday (substitute day)|261207 271206
Constitution Day|261210 271210 291210
New Year's Eve|261231 271231 291231
~Makha Bucha Day (substitute day)|270222
Labour Day (substitute day)|270503
~Visakha Bucha Day|270520 280508
~Asanha Bucha Day (substitute day)|270719
Chulalongkorn Day (substitute day)|271025
New Year's Day (substitute day)|280103
Songkran Festival (substitute day)|280417 290416
Queen Suthida's Birthday (substitute day)|280605 290604
The Queen Mother's Birthday (substitute day)|280814 290813
King Bhumibol's Birthday|281205 291205
Constitution Day (substitute day)|281211
New Year's Eve (substitute day)|290102
The King's Birthday (substitute day)|290730
King Bhumibol Memorial Day (substitute day)|291015
`,
    },
    IN: {
      title: 'Bank holidays in Mumbai',
      approximate: 'India sets bank holidays state by state and year by year; those of other states are not listed.',
      days: `
Republic Day|260126 270126 280126 290126
Shivaji Jayanti|260219 270219 290219
~Holi|260303 270322 290301
~Gudi Padwa|260319 270407 280327
~Ram Navami|260326 270415 280403 290423
~Mahavir Jayanti|260331 270419 280407 290427
Annual closing of banks|260401 270401
Good Friday|260403 270326 280414 290330
Ambedkar Jayanti|260414 270414
Maharashtra Day|260501 280501 290501
~Eid al-Adha|260527 270517 280505 290424
~Muharram|260626 270615 290524
~Eid-e-Milad|260825 280804 290724
~Ganesh Chaturthi|260914 280823 290911
Gandhi Jayanti|261002 281002 291002
~Dussehra|261020 280927 291016
~Bali Pratipada|261110 281019 291107
~Guru Nanak Jayanti|261124 281102 291121
Christmas Day|261225 281225 291225
~Eid al-Fitr|270310 290215
~Buddha Purnima|270520 280508
~Diwali|271029 281017 291105
~Maha Shivaratri|280223
Independence Day|280815 290815
`,
    },
    ID: {
      title: 'Indonesian national holidays',
      approximate:
        'Religious days follow the moon and are confirmed only shortly before; they can fall a day earlier or later. Collective leave days, decreed every year, are not listed.',
      days: `
New Year's Day|260101 270101 290101
Chinese New Year|260217 280126 290213
~Nyepi|260319 270308 290315
Good Friday|260403 270326 280414 290330
Labour Day|260501 280501 290501
Ascension Day|260514 270506 280525 290510
~Eid al-Adha|260527 270517 280505 290424
Pancasila Day|260601 270601 280601 290601
~Islamic New Year|260617 280526 290515
Independence Day|260817 270817 280817 290817
~The Prophet's Birthday|260825 280804 290724
Christmas Day|261225 281225 291225
~Isra Mi'raj|270106 281214 291204
~Eid al-Fitr|270310 270311 280228 290215 290216
~Vesak Day|270520 280509
`,
    },
    AE: {
      title: 'United Arab Emirates public holidays',
      approximate:
        'Religious days follow the moon and are confirmed only shortly before; they can fall a day earlier or later. The government may move a holiday to the start or end of a week.',
      days: `
New Year's Day|260101 270101 290101
~Eid al-Fitr|260320 270309 270310 270311 280228 290214 290215 290216
~Arafat Day|260526 280504 290423
~Eid al-Adha|260527 260528 260529 270517 270518 280505 290424 290425 290426
~Islamic New Year|260616 280525 290514
~The Prophet's Birthday|260825 280803 290724
National Day|261202 261203 271202 271203 291203
`,
    },
    BR: {
      title: 'Brazilian bank holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Carnival|260216 260217 270208 270209 280228 280229 290212 290213
Good Friday|260403 270326 280414 290330
Tiradentes Day|260421 270421 280421
Labour Day|260501 280501 290501
Corpus Christi|260604 270527 280615 290531
Independence Day|260907 270907 280907 290907
Our Lady of Aparecida|261012 271012 281012 291012
All Souls' Day|261102 271102 281102 291102
Black Awareness Day|261120 281120 291120
Christmas Day|261225 281225 291225
Republic Day|271115 281115 291115
`,
    },
    MX: {
      title: 'Mexican bank holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Constitution Day|260202 270201 280207 290205
Benito Juárez's Birthday|260316 270315 280320 290319
Maundy Thursday|260402 270325 280413 290329
Good Friday|260403 270326 280414 290330
Labour Day|260501 280501 290501
Independence Day|260916 270916
All Souls' Day|261102 271102 281102 291102
Revolution Day|261116 271115 281120 291119
Christmas Day|261225 281225 291225
Day of the Virgin of Guadalupe|281212 291212
`,
    },
    CH: {
      title: 'Swiss bank holidays',
      approximate: 'Holidays differ by canton; 1 May is not a holiday everywhere.',
      days: `
New Year's Day|260101 270101 290101
Berchtold's Day|260102 290102
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
~Labour Day|260501 280501 290501
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
Christmas Day|261225 281225 291225
National Day|280801 290801
St Stephen's Day|281226 291226
`,
    },
    SE: {
      title: 'Swedish bank holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Epiphany|260106 270106 280106
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Ascension Day|260514 270506 280525 290510
Midsummer Eve|260619 270625 280623 290622
Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
New Year's Eve|261231 271231 291231
National Day|280606 290606
Boxing Day|281226 291226
`,
    },
    DK: {
      title: 'Danish bank holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Maundy Thursday|260402 270325 280413 290329
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Ascension Day|260514 270506 280525 290510
Day after Ascension Day|260515 270507 280526 290511
Whit Monday|260525 270517 280605 290521
Constitution Day|260605 290605
Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
New Year's Eve|261231 271231 291231
Boxing Day|281226 291226
`,
    },
    NO: {
      title: 'Norwegian bank holidays',
      approximate: 'Banks close early on 24 December; whether payouts settle that day is not known.',
      days: `
New Year's Day|260101 270101 290101
Maundy Thursday|260402 270325 280413 290329
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 280605 290521
~Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
Constitution Day|270517 280517 290517
Boxing Day|281226 291226
`,
    },
    PL: {
      title: 'Polish public holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Epiphany|260106 270106 280106
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Corpus Christi|260604 270527 280615 290531
Independence Day|261111 271111
Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
Constitution Day|270503 280503 290503
All Saints' Day|271101 281101 291101
Assumption|280815 290815
Boxing Day|281226 291226
`,
    },
    CZ: {
      title: 'Czech public holidays',
      approximate: null,
      days: `
New Year's Day|260101 270101 290101
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Liberation Day|260508 280508 290508
Jan Hus Day|260706 270706 280706 290706
Statehood Day|260928 270928 280928 290928
Independence Day|261028 271028
Freedom and Democracy Day|261117 271117 281117
Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
Saints Cyril and Methodius Day|270705 280705 290705
St Stephen's Day|281226 291226
`,
    },
    RO: {
      title: 'Romanian public holidays',
      approximate: null,
      days: `
New Year's Day|260101 260102 270101 290101 290102
Epiphany|260106 270106 280106
Saint John the Baptist|260107 270107 280107
Orthodox Good Friday|260410 270430 280414 290406
Orthodox Easter Monday|260413 270503 280417 290409
Labour Day|260501 280501 290501
Children's Day|260601 270601 280601 290601
St Andrew's Day|261130 271130 281130 291130
National Day|261201 271201 281201
Christmas Day|261225 281225 281226 291225 291226
Orthodox Whit Monday|270621 280605 290528
Unification Day|280124 290124
Assumption|280815 290815
`,
    },
    HU: {
      title: 'Hungarian public holidays',
      approximate: 'Days swapped with a Saturday, decreed every year, are not listed.',
      days: `
New Year's Day|260101 270101 290101
Good Friday|260403 270326 280414 290330
Easter Monday|260406 270329 280417 290402
Labour Day|260501 280501 290501
Whit Monday|260525 270517 280605 290521
St Stephen's Day|260820 270820 290820
1956 Revolution Day|261023 281023 291023
~Christmas Eve|261224 271224 291224
Christmas Day|261225 281225 291225
1848 Revolution Day|270315 280315 290315
All Saints' Day|271101 281101 291101
Boxing Day|281226 291226
`,
    },
    DE: {
      title: 'German nationwide holidays',
      approximate: null,
      days: `
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
German Unity Day|281003 291003
`,
    },
    FR: {
      title: 'French public holidays',
      approximate: null,
      days: `
Victory Day|260508 280508 290508
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
Bastille Day|260714 270714 280714
Armistice Day|261111 271111
All Saints' Day|271101 281101 291101
Assumption|280815 290815
`,
    },
    ES: {
      title: 'Spanish national holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
National Day|261012 271012 281012 291012
Immaculate Conception|261208 271208 281208
All Saints' Day|271101 281101 291101
Constitution Day|271206 281206 291206
Assumption|280815 290815
`,
    },
    IT: {
      title: 'Italian public holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Republic Day|260602 270602 280602
Immaculate Conception|261208 271208 281208
Saint Francis Day|271004 281004 291004
All Saints' Day|271101 281101 291101
Liberation Day|280425 290425
Assumption|280815 290815
`,
    },
    NL: {
      title: 'Dutch public holidays',
      approximate: null,
      days: `
King's Day|260427 270427 280427 290427
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
`,
    },
    BE: {
      title: 'Belgian bank holidays',
      approximate: null,
      days: `
Ascension Day|260514 270506 280525 290510
Day after Ascension Day|260515 270507 280526 290511
Whit Monday|260525 270517 280605 290521
National Day|260721 270721 280721
Armistice Day|261111 271111
All Saints' Day|271101 281101 291101
Assumption|280815 290815
`,
    },
    AT: {
      title: 'Austrian public holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
Corpus Christi|260604 270527 280615 290531
National Day|261026 271026 281026 291026
Immaculate Conception|261208 271208 281208
All Saints' Day|271101 281101 291101
Assumption|280815 290815
`,
    },
    IE: {
      title: 'Irish bank holidays',
      approximate: null,
      days: `
St Brigid's Day|260202 270201 280207 290205
St Patrick's Day|260317 270317 280317
May bank holiday|260504 270503 290507
June bank holiday|260601 270607 280605 290604
August bank holiday|260803 270802 280807 290806
October bank holiday|261026 271025 281030 291029
St Stephen's Day (substitute day)|261228 271228
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
St Patrick's Day (substitute day)|290319
`,
    },
    PT: {
      title: 'Portuguese public holidays',
      approximate: null,
      days: `
Corpus Christi|260604 270527 280615 290531
Portugal Day|260610 270610
Republic Day|261005 271005 281005 291005
Restoration of Independence|261201 271201 281201
Immaculate Conception|261208 271208 281208
All Saints' Day|271101 281101 291101
Freedom Day|280425 290425
Assumption|280815 290815
`,
    },
    FI: {
      title: 'Finnish bank holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Ascension Day|260514 270506 280525 290510
Midsummer Eve|260619 270625 280623 290622
Christmas Eve|261224 271224 291224
Independence Day|271206 281206 291206
`,
    },
    LU: {
      title: 'Luxembourg public holidays',
      approximate: null,
      days: `
Ascension Day|260514 270506 280525 290510
Whit Monday|260525 270517 280605 290521
National Day|260623 270623 280623
All Saints' Day|271101 281101 291101
Europe Day|280509 290509
Assumption|280815 290815
`,
    },
    GR: {
      title: 'Greek public holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Clean Monday|260223 270315 280228 290219
Independence Day|260325 270325
Orthodox Good Friday|260410 270430 290406
Orthodox Easter Monday|260413 270503 290409
Orthodox Whit Monday|260601 270621 280605 290528
Ochi Day|261028 271028
Labour Day (substitute day)|270504
Assumption|280815 290815
`,
    },
    CY: {
      title: 'Cypriot public holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Clean Monday|260223 270315 280228 290219
Greek Independence Day|260325 270325
Cyprus National Day|260401 270401
Orthodox Good Friday|260410 270430 290406
Orthodox Easter Monday|260413 270503 290409
Orthodox Easter Tuesday|260414 270504 280418 290410
Orthodox Whit Monday|260601 270621 280605 290528
Independence Day|261001 271001 291001
Ochi Day|261028 271028
Assumption|280815 290815
`,
    },
    MT: {
      title: 'Maltese public holidays',
      approximate: null,
      days: `
St Paul's Shipwreck|260210 270210 280210
St Joseph's Day|260319 270319 290319
Freedom Day|260331 270331 280331
St Peter and St Paul|260629 270629 280629 290629
Victory Day|260908 270908 280908
Independence Day|260921 270921 280921 290921
Immaculate Conception|261208 271208 281208
Sette Giugno|270607 280607 290607
Republic Day|271213 281213 291213
Assumption|280815 290815
`,
    },
    EE: {
      title: 'Estonian public holidays',
      approximate: null,
      days: `
Independence Day|260224 270224 280224
Victory Day|260623 270623 280623
St John's Day|260624 270624
Restoration of Independence|260820 270820 290820
Christmas Eve|261224 271224 291224
`,
    },
    LV: {
      title: 'Latvian public holidays',
      approximate: 'Days off that are decreed for a year may not bind every bank.',
      days: `
Restoration of Independence|260504 270504 280504 290504
~Day before Midsummer Eve|260622
Midsummer Eve|260623 270623 280623
St John's Day|260624 270624
Proclamation Day|261118 271118
Christmas Eve|261224 271224 291224
New Year's Eve|261231 271231 291231
Proclamation Day (substitute day)|281120 291119
`,
    },
    LT: {
      title: 'Lithuanian public holidays',
      approximate: null,
      days: `
Restoration of the State|260216 270216 280216 290216
Restoration of Independence|260311 270311
St John's Day|260624 270624
Statehood Day|260706 270706 280706 290706
All Souls' Day|261102 271102 281102 291102
Christmas Eve|261224 271224 291224
All Saints' Day|271101 281101 291101
Assumption|280815 290815
`,
    },
    SI: {
      title: 'Slovenian public holidays',
      approximate: null,
      days: `
New Year's Day|260102 290102
Resistance Day|260427 270427 280427 290427
Statehood Day|260625 270625 290625
Prešeren Day|270208 280208 290208
All Saints' Day|271101 281101 291101
Labour Day|280502 290502
Assumption|280815 290815
Reformation Day|281031 291031
`,
    },
    SK: {
      title: 'Slovak public holidays',
      approximate: 'Which days are days off is being changed by law.',
      days: `
Epiphany|260106 270106 280106
~Victory Day|260508 280508 290508
~Our Lady of Sorrows|260915 270915 280915
Christmas Eve|261224 271224 291224
Saints Cyril and Methodius Day|270705 280705 290705
All Saints' Day|271101 281101 291101
`,
    },
    HR: {
      title: 'Croatian public holidays',
      approximate: null,
      days: `
Epiphany|260106 270106 280106
Corpus Christi|260604 270527 280615 290531
Anti-Fascist Struggle Day|260622 270622 280622 290622
Victory Day|260805 270805
Remembrance Day|261118 271118
All Saints' Day|271101 281101 291101
Statehood Day|280530 290530
Assumption|280815 290815
`,
    },
    BG: {
      title: 'Bulgarian public holidays',
      approximate: null,
      days: `
Liberation Day|260303 270303 280303
Orthodox Good Friday|260410 270430 290406
Orthodox Easter Monday|260413 270503 290409
St George's Day|260506 270506
Culture Day (substitute day)|260525
Unification Day (substitute day)|260907
Independence Day|260922 270922 280922
Christmas Eve|261224 271224 291224
Second day of Christmas (substitute day)|261228 271228
Labour Day (substitute day)|270504
Culture Day|270524 280524 290524
Unification Day|270906 280906 290906
Christmas Day (substitute day)|271227
New Year's Day (substitute day)|280103
St George's Day (substitute day)|280508 290507
Christmas Eve (substitute day)|281227
Liberation Day (substitute day)|290305
Independence Day (substitute day)|290924
`,
    },
  },
}
