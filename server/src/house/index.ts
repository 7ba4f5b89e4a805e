/** What joins rooms to each other and belongs to none of them. */
export { followers } from './followers.ts';
export { mobileChangeForm, nameOfAuthority, requestClocks } from './forms.ts';
export {
  businessOf,
  holdingNews,
  holdingsForApplications,
  mediumWithout,
  offersOf,
  openOrders,
  orderFacts,
} from './holdings.ts';
export { offerFiles } from './programme-files.ts';
export { pairsForSeals } from './seals.ts';
export { searchPorts } from './search.ts';
