export { EventDrawer } from './EventDrawer';
