export { registerTemplateCleaner } from './registerTemplateCleaner';
