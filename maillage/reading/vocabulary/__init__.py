"""The words of agreements: verbs and their forms. Stands under segmentation and recognition, which both need them."""
