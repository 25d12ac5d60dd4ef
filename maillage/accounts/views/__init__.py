"""Pages of sign-in that django-allauth does not bring, and pages of accounts."""
