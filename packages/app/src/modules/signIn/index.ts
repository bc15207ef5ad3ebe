import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { companyAuthApi } from './companyAuthApi';
import { signInPage } from './signInPage';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [companyAuthApi, signInPage],
});
