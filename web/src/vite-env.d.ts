/// <reference types="vite/client" />

// antd's ES files carry CommonJS types under `nodenext`; the bundler reads them as what they are.
declare module 'antd/es/locale/en_US' {
  const locale: import('antd/es/locale/index.js').Locale;
  export default locale;
}
declare module 'antd/es/locale/zh_CN' {
  const locale: import('antd/es/locale/index.js').Locale;
  export default locale;
}
