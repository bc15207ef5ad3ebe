export { ViewsMenu } from './ViewsMenu';
export { contentOf } from './viewContent';
export { useViews } from './useViews';
