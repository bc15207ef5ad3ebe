export { HideFromStrangers } from './HideFromStrangers';
export { ENTITY_PATH } from './linksTo';
