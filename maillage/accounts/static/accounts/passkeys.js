/* Forms that a passkey fills: <form data-passkey="login|authenticate|add">; the work is done by django-allauth's webauthn.js. */
(function () {
  const WORDS = {
    NotAllowedError: 'La clé d’accès n’a pas été utilisée : vous avez renoncé, ou le délai est passé.',
    InvalidStateError: 'Cette clé est déjà enregistrée pour votre compte.'
  }
  const OTHER = 'La clé d’accès n’a pas fonctionné. Réessayez, ou choisissez une autre façon.'
  const ids = {
    credential: 'passkey-credential', login: 'passkey-button', authenticate: 'passkey-button', add: 'passkey-button',
    passwordless: 'id_passwordless'
  }
  const form = document.querySelector('form[data-passkey]')
  const kind = form && form.dataset.passkey
  if (!form || !window.PublicKeyCredential) return

  const data = form.dataset.passkeyOptions
  if (data) ids.data = data
  if (kind === 'authenticate') {
    const options = JSON.parse(document.getElementById(data).textContent).request_options
    if (!(options.publicKey.allowCredentials || []).length) return
  }
  form.hidden = false
  const begin = { add: 'addForm', authenticate: 'authenticateForm', login: 'loginForm' }[kind]
  window.allauth.webauthn.forms[begin]({ ids })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.getElementById('passkey-error').textContent = WORDS[event.detail.exception.name] || OTHER
  })
})()
