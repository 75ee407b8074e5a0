/** The parts of an owner's page. */
export const ownerText = {
  onThisPage: 'On this page',
  sections: {
    arrivals: 'What arrives when',
    payouts: 'Payouts',
    balance: 'Balance and bank accounts',
    settings: 'Settings',
    people: 'Contact and access',
  },
}
