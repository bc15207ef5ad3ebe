export { ViewsMenu } from './ViewsMenu';
export { contentOf } from './viewContent';
export { readyViews } from './readyViews';
export { useViews } from './useViews';
