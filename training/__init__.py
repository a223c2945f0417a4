"""How the language pipeline in data/model is made: conversion, augmentation, training and evaluation."""
