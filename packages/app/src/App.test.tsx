import { render, waitFor } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('offers the company account and the guest for signing in', async () => {
    Object.assign(process.env, {
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ],
    });

    const rendered = render(App.createRoot());

    await waitFor(() =>
      expect(rendered.getByText('Company account')).toBeInTheDocument(),
    );
    expect(rendered.getByText('Guest')).toBeInTheDocument();
  });
});
