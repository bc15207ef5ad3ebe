export { migrateAlone } from './migrateAlone';
