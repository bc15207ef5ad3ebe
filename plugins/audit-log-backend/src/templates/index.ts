export { TemplateCleaner } from './TemplateCleaner';
